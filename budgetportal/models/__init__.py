"""What is stored. Status has one writer: ``publishing.workflow``."""

from .archive import YearArchive
from .catalogue import CodeSubject, EconomicMapping, GlossaryTerm
from .edition import Edition, EditionPart, Status, Step, Unit, WarningAnswer
from .entries import (
    ChangeReason,
    ControlTotal,
    ExpenditureLine,
    PriorYearFigure,
    ProcurementItem,
    Receipt,
    YearEndCarryForward,
)
from .history import Change
from .job import Job, Worker
from .organisation import Department
from .performance import PerformanceForm, PerformanceIndicator, Project
from .publication import Artefact, Publication, Withdrawal
from .published import PublishedFigure, PublishedFlow, PublishedLine, PublishedText
from .signing_in import FailedSignIn

__all__ = [
    "Artefact",
    "Change",
    "ChangeReason",
    "CodeSubject",
    "ControlTotal",
    "Department",
    "EconomicMapping",
    "Edition",
    "EditionPart",
    "ExpenditureLine",
    "FailedSignIn",
    "GlossaryTerm",
    "Job",
    "PerformanceForm",
    "PerformanceIndicator",
    "PriorYearFigure",
    "ProcurementItem",
    "Project",
    "Publication",
    "PublishedFigure",
    "PublishedFlow",
    "PublishedLine",
    "PublishedText",
    "Receipt",
    "Status",
    "Step",
    "Unit",
    "WarningAnswer",
    "Withdrawal",
    "Worker",
    "YearArchive",
    "YearEndCarryForward",
]
