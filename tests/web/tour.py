"""The tour of the demo, step by step, as its cards tell a visitor to do it."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.web.phones import CHART_MS, Phone, expect_picture

LI, WANG, ZHOU, PRINCIPAL = 2012, 2011, 2010, 2001
WORDS = "教室门口走廊的灯管一直闪。"
BALLAST = "镇流器节后到货。"
DARK = "寝室的灯不亮了。"
JUMP_MS = 60_000
"""How long the demo may take to live through days, on a slow machine."""


class Tour:
    """The four phones, the clock and the cards of the tour."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lin, self.xiaoyu, self.team, self.office = (Phone(page, i) for i in range(4))

    @property
    def steps(self) -> tuple[Callable[[], None], ...]:
        """Return what to do at each step, in order."""
        return (
            self.files,
            self.accepts,
            self.holds,
            self.leaves_one_alone,
            self.climbs_to_the_principal,
            self.sleeps,
            self.lets_the_holiday_pass,
            self.resumes,
            self.rates,
        )

    def ticks(self, step: int) -> None:
        """Tick a step, counted from one; the next becomes the current one."""
        self.page.get_by_test_id(f"tour-step-{step - 1}").locator("label").click()
        expect(self.page.get_by_test_id(f"tour-step-{step - 1}")).to_have_class("ticked")

    def moves_clock(self, by: str, *shown: str) -> None:
        """Press a button of the clock and wait until it shows a day or an hour."""
        button = self.page.get_by_test_id(f"clock-{by}")
        button.click()
        for words in shown:
            expect(self.page.get_by_test_id("clock")).to_contain_text(words, timeout=JUMP_MS)
        expect(button).not_to_have_attribute("aria-busy", "true", timeout=JUMP_MS)

    def files(self) -> None:
        """Step 1: a teacher files a repair with a photo."""
        lin = self.lin
        for label in ("报修", "电气照明", "公共照明"):
            lin.taps(label)
        lin.says("A301")
        lin.taps("301 · 教学楼 A", about="找到 1 处")
        lin.says(WORDS)
        lin.offers("跳过")
        lin.shows("lamp")
        lin.taps("照片发完了")
        lin.sees("照片：1 张")
        lin.taps("提交")
        lin.sees("已提交，编号 R-1005")

    def accepts(self) -> None:
        """Step 2: Master Wang takes it; the explanation names the holiday that is left out."""
        self.takes()
        self.team.replies(self.card(), "/why")
        expect(self.why()).to_contain_text("国庆节，法定节假日：不计时")

    def takes(self) -> None:
        """Accept the ticket on its card, which has the photo; the teacher is told."""
        card = self.team.message("R-1005 ·")
        expect(card).to_contain_text(WORDS)
        expect(card).to_contain_text("林老师")
        expect_picture(card)
        self.team.taps("接单", "R-1005 ·")
        self.team.is_told("已接单：R-1005")
        expect(card).to_contain_text("王师傅 9月29日 周二 09:")
        expect(card).to_contain_text("完成时限：10月8日 周四 18:00")
        expect(card.get_by_test_id("button").filter(has_text="接单")).to_have_count(0)
        self.lin.sees("R-1005 师傅已接单：王师傅")

    def holds(self) -> None:
        """Step 3: work waits for a part; the card says what is left, the teacher is told."""
        self.team.taps("暂停", "R-1005 ·")
        self.team.taps("等配件", "R-1005 ·")
        self.team.taps("10月4日", "R-1005 ·")
        card = self.card()
        expect(card).to_contain_text("已暂停计时，剩余 22 小时")
        expect(card).to_contain_text("最迟10月19日 周一 18:00 恢复计时")
        expect(card).to_contain_text("最迟 10月4日 周日 联系提交人")
        self.lin.sees("R-1005 已暂停：等配件")
        self.team.replies(card, BALLAST)
        self.team.sees("已转给")
        self.lin.sees(BALLAST)

    def leaves_one_alone(self) -> None:
        """Step 4: nobody accepts a student's ticket; the group hears of it, the foreman twice."""
        self.moves_clock("hour", "10:")
        expect(self.team.messages("R-1004 还没有人接单")).to_have_count(1)
        self.office.speaks_as(ZHOU)
        self.office.sees("R-1004 还没有人接单")
        self.office.sees("R-1004 无人接单")
        self.office.speaks_as(PRINCIPAL)

    def climbs_to_the_principal(self) -> None:
        """Step 5: at two o'clock the principal has heard of it, and opens it."""
        self.moves_clock("night", "22:0")
        expect(self.office.message("R-1004 无人接单").locator("time")).to_have_text("14:00")
        self.office.taps("查看工单", "R-1004 无人接单")
        self.office.sees("一直滴水")

    def sleeps(self) -> None:
        """Step 6: what is filed at night wakes nobody; after opening the group hears of it."""
        for label in ("报修", "电气照明", "灯不亮", "上次"):
            self.xiaoyu.taps(label)
        self.xiaoyu.says(DARK)
        self.xiaoyu.taps("跳过")
        self.xiaoyu.taps("提交")
        self.xiaoyu.sees("已提交，编号 R-1006")
        expect(self.team.message(DARK)).to_contain_text("9月30日 周三 07:00 开始计时")
        before = self.team.messages("").count()
        self.moves_clock("morning", "9月30日", "08:0")
        expect(self.team.messages("")).to_have_count(before + 1)
        expect(self.team.messages("").last).to_contain_text("R-1006 还没有人接单")
        expect(self.team.messages("").last.locator("time")).to_have_text("07:30")
        self.office.speaks_as(ZHOU)
        warned = self.office.message("R-1006 还没有人接单")
        expect(warned.locator("time")).to_have_text("07:48")
        self.office.speaks_as(PRINCIPAL)
        self.reads_the_digest()

    def reads_the_digest(self) -> None:
        """Look at the morning's digest and its chart, and ask for another."""
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

    def lets_the_holiday_pass(self) -> None:
        """Step 7: one ticket has lost nothing, another's pause is over, the principal had rest."""
        self.moves_clock("holiday", "10月8日", "08:0")
        expect(self.card()).to_contain_text("已暂停计时，剩余 22 小时")
        reminded = self.team.message("R-1005 还在暂停（等配件）")
        expect(reminded.locator("time")).to_have_text("07:00")
        over = self.team.message("R-1002 的暂停已到最长期限")
        expect(over.locator("time")).to_have_text("22:00")
        self.xiaoyu.sees("R-1002 已恢复处理")
        late = self.office.message("R-1002 未按时完成")
        expect(late).to_contain_text("完成时限 10月6日")
        expect(late.locator("time")).to_have_text("08:00")

    def resumes(self) -> None:
        """Step 8: what was left counts from now, with the make-up day and without the holiday."""
        self.team.says("/queue")
        self.team.taps("R-1005", "待处理工单")
        expect(self.cards()).to_have_count(2)
        self.team.taps("继续处理", "R-1005 · 已暂停")
        expect(self.card()).to_contain_text("完成时限：10月10日 周六 16:")
        self.lin.sees("R-1005 已恢复处理")
        self.team.says("/why R-1005")
        expect(self.why()).to_contain_text("暂停计时：等配件")
        expect(self.why()).to_contain_text("10月10日 周六 调休上班：按当天的工作时间计时")

    def card(self) -> Locator:
        """Return the newest card of the teacher's ticket that can be acted on."""
        return self.cards().last

    def cards(self) -> Locator:
        """Return the card of the teacher's ticket and the copies of it that can be acted on."""
        offered = self.page.get_by_test_id("button").filter(has_text="退单")
        return self.team.messages("R-1005 ·").filter(has=offered)

    def why(self) -> Locator:
        """Return the newest explanation in the group."""
        return self.team.message("时限说明")

    def rates(self) -> None:
        """Step 9: done with a photo; the teacher confirms, gives five stars and a word."""
        self.finishes()
        self.lin.taps("已解决", "R-1005")
        self.lin.taps("5", "R-1005")
        self.lin.says("修好了，谢谢！")
        self.lin.sees("谢谢您的评价：★★★★★")
        expect(self.team.message("R-1005 · 已确认解决")).to_contain_text("★★★★★")

    def finishes(self) -> None:
        """Report the work as done, with a photo that the teacher sees."""
        self.team.taps("完成", "R-1005 ·")
        self.lin.sees("R-1005 已处理好（王师傅）")
        self.team.answers(self.team.message("发一张完工照片"))
        self.team.shows("lamp", "换了镇流器。")
        expect_picture(self.lin.message("换了镇流器。"))
