"""The selectors that tables, figures and rules share."""

from .entries import Origin
from .select import on
from .terms import GRANTS, ORGANS, CostClass, Fund, Indicator, Nature, Vintage
from .terms import THREE_PUBLIC_SUBJECTS as SUBJECTS

spending = on("origin", Origin.LINE, name="支出")
unspent = on("origin", Origin.CARRY_FORWARD, name="年终结转")
received = on("origin", Origin.RECEIPT, name="收入")

current = on("vintage", Vintage.CURRENT)
carried = on("vintage", Vintage.CARRIED)
#: this year's income: what is spent of it and what is carried forward at its end
current_income = current | unspent
#: every source of money of the year
income = spending | unspent

basic = on("nature", Nature.BASIC)
project = on("nature", Nature.PROJECT)
staff = on("cost_class", CostClass.STAFF)
running = on("cost_class", CostClass.RUNNING)

general = on("fund", Fund.GENERAL)
government = on("fund", Fund.GOVERNMENT)
capital = on("fund", Fund.CAPITAL)
special = on("fund", Fund.SPECIAL)
own = on("fund", Fund.OWN)
granted = on("fund", *GRANTS, name="财政拨款")

abroad = on("economic", *SUBJECTS[Indicator.ABROAD], name="因公出国（境）费")
reception = on("economic", *SUBJECTS[Indicator.RECEPTION], name="公务接待费")
car_purchase = on("economic", *SUBJECTS[Indicator.CAR_PURCHASE], name="公务用车购置费")
car_running = on("economic", *SUBJECTS[Indicator.CAR_RUNNING], name="公务用车运行维护费")
cars = on(
    "economic",
    *SUBJECTS[Indicator.CAR_PURCHASE],
    *SUBJECTS[Indicator.CAR_RUNNING],
    name="公务用车购置及运行费",
)
three_public_items = on(
    "economic", *(c for codes in SUBJECTS.values() for c in codes), name="“三公”经费"
)

#: table 10
three_public = spending & granted & current & three_public_items
#: table 11
organs = on("unit_kind", *ORGANS, name="行政单位和参公事业单位")
operating_cost = spending & granted & current & basic & running & organs
