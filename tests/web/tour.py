"""The tour of the demo, step by step, as its cards tell a visitor to do it."""

from playwright.sync_api import Page, expect

from tests.web.phones import CHART_MS, Phone, expect_picture

LI, WANG, ZHOU, PRINCIPAL = 2012, 2011, 2010, 2001
WORDS = "洗手间的水龙头关不紧，一直滴水。"


class Tour:
    """The four phones, the clock and the cards of the tour."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lin, self.xiaoyu, self.team, self.office = (Phone(page, i) for i in range(4))

    def ticks(self, step: int) -> None:
        """Tick a step, counted from one; the next becomes the current one."""
        self.page.get_by_test_id(f"tour-step-{step - 1}").locator("label").click()
        expect(self.page.get_by_test_id(f"tour-step-{step - 1}")).to_have_class("ticked")

    def moves_clock(self, by: str, shown: str) -> None:
        """Press a button of the clock and wait until it shows an hour."""
        self.page.get_by_test_id(f"clock-{by}").click()
        expect(self.page.get_by_test_id("clock")).to_contain_text(shown)

    def files(self) -> None:
        """Step 1: a teacher files a repair with a photo."""
        lin = self.lin
        for label in ("报修", "给排水", "水龙头"):
            lin.taps(label)
        lin.says("A301")
        lin.taps("301 · 教学楼 A", about="找到 1 处")
        lin.says(WORDS)
        lin.offers("跳过")
        lin.shows("leak")
        lin.taps("照片发完了")
        lin.sees("照片：1 张")
        lin.taps("提交")
        lin.sees("已提交，编号 R-1005")

    def accepts(self) -> None:
        """Step 2: the team's card has the photo; Master Wang takes it, the teacher is told."""
        card = self.team.message("R-1005 ·")
        expect(card).to_contain_text(WORDS)
        expect(card).to_contain_text("林老师")
        expect_picture(card)
        self.team.taps("接单", "R-1005 ·")
        self.team.is_told("已接单：R-1005")
        expect(card).to_contain_text("王师傅 今天 09:0")
        expect(card.get_by_test_id("button").filter(has_text="接单")).to_have_count(0)
        self.lin.sees("R-1005 师傅已接单：王师傅")

    def refuses_another(self) -> None:
        """Step 2: what Master Wang has taken is not Master Li's to finish."""
        self.team.speaks_as(LI)
        self.team.taps("完成", "R-1005 ·")
        self.team.is_told("不由您操作")
        self.team.speaks_as(WANG)

    def asks_and_answers(self) -> None:
        """Step 3: a reply to the card reaches the teacher, her reply comes back under the card."""
        self.team.replies("R-1005 ·", "是左边的还是右边的？")
        self.team.sees("已转给")
        self.lin.sees("是左边的还是右边的？")
        self.lin.replies("是左边的还是右边的？", "左边那个。")
        expect(self.team.message("左边那个。").locator(".quote")).to_contain_text("R-1005")

    def finishes(self) -> None:
        """Step 4: done with a photo, which the teacher sees."""
        self.team.taps("完成", "R-1005 ·")
        self.lin.sees("R-1005 已处理好（王师傅）")
        asked = self.team.message("发一张完工照片")
        asked.hover()
        asked.locator(".act.reply").click()
        self.team.shows("leak", "换了垫圈。")
        expect_picture(self.lin.message("换了垫圈。"))

    def rates(self) -> None:
        """Step 4: the teacher confirms, gives five stars and a word."""
        self.lin.taps("已解决", "R-1005")
        self.lin.taps("5", "R-1005")
        self.lin.says("来得很快，谢谢！")
        self.lin.sees("谢谢您的评价：★★★★★")
        expect(self.team.message("R-1005 · 已确认解决")).to_contain_text("★★★★★")

    def leaves_one_alone(self) -> None:
        """Step 5: nobody accepts a student's ticket; group and foreman hear of it."""
        for label in ("报修", "电气照明", "灯不亮", "上次"):
            self.xiaoyu.taps(label)
        self.xiaoyu.says("寝室的灯不亮了。")
        self.xiaoyu.taps("跳过")
        self.xiaoyu.taps("提交")
        self.xiaoyu.sees("已提交，编号 R-1006")
        self.team.sees("寝室的灯不亮了。")
        self.moves_clock("60", "10:")
        self.team.sees("R-1006 还没有人接单")
        self.office.speaks_as(ZHOU)
        self.office.sees("R-1006 无人接单")
        self.office.speaks_as(PRINCIPAL)

    def climbs_to_the_principal(self) -> None:
        """Step 6: after four hours more the principal hears of it, and opens it."""
        for hour in ("11:", "12:", "13:", "14:"):
            self.moves_clock("60", hour)
        self.office.sees("R-1006 无人接单")
        self.office.taps("查看工单", "R-1006 无人接单")
        self.office.sees("寝室的灯不亮了。")

    def reads_the_digest(self) -> None:
        """Step 7: the next morning's digest, its chart, and another one on demand."""
        self.moves_clock("morning", "08:00")
        fresh = self.office.message("新增 4 · 完成 1")
        expect(fresh).to_be_visible(timeout=CHART_MS)
        self.office.sees("按时率")
        charts = self.office.screen.get_by_test_id("message").filter(has=self.page.locator("img"))
        expect_picture(charts.last, CHART_MS)
        before = charts.count()
        self.office.says("/digest")
        self.office.sees("马上发给您")
        expect(charts).to_have_count(before + 1, timeout=CHART_MS)
        expect_picture(charts.last)
