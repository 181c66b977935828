"""Files in the shapes that Canvas and Moodle give them, made by hand; all people are invented."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Squares (77),quick (78),Final Score\r\n"
    ",,,,,Manual Posting,,\r\n"
    "    Points Possible,,,,,5.00,9.00,(read only)\r\n"
    '"Lovelace, Ada",101,u-ada,ada@uni.test,"A, B",,,"80,1"\r\n'
    '"Babbage, ""Charles""",102,u-bob,bob,A,N/A,1.00,\r\n'
    '"=Hopper, Grace",103,u-eve,grace,A,,,\r\n'
    '"Student, Test",199,,,A,,,\r\n'
)
SWEDISH = (
    "\ufeffStudent;ID;SIS User ID;SIS Login ID;Section;quick (78);Current Score\n"
    "    Points Possible;;;;;9,0;(läs endast)\n"
    '"Lovelace; Ada";101;u-ada;ada;A;"";0.0\n'
)
WORKSHEET = (
    "\ufeffIdentifier,Full name,ID number,Email address,Status,Grade,Maximum grade,"
    "Grade can be changed,Last modified (submission),Last modified (grade),Feedback comments\n"
    "Participant 5001,Ada Lovelace,1001,ada@uni.test,Submitted for grading - ,,9.00,Yes,"
    '"Wednesday, 10 June 2026, 2:14 PM",-,\n'
    'Participant 5002,"Babbage, Charles",1002,bob@uni.test,Graded,2.00,9.00,Yes,-,'
    '"Wednesday, 10 June 2026, 2:14 PM",Well done\n'
    "Participant 5003,Grace Hopper,1003,grace@uni.test,No submission,,9.00,No,-,-,\n"
)
GERMAN = (
    'ID,"Vollständiger Name",E-Mail-Adresse,Status,Bewertung,Bestwertung,'
    '"Bewertung kann geändert werden","Zuletzt geändert (Abgabe)",'
    '"Zuletzt geändert (Bewertung)","Feedback als Kommentar"\n'
    'Teilnehmer/in5001,"Ada Lovelace",ada@uni.test,Abgegeben,"1,50","9,00",Ja,-,'
    '"Mittwoch, 10. Juni 2026, 14:14",\n'
    'Teilnehmer/in5002,"Bob Babbage",bob@uni.test,Abgegeben,-,"9,00",Nein,-,-,\n'
)
GRADEBOOK = (
    '"First name",Surname,"ID number",Institution,"Email address","Assignment: quick (Real)",'
    '"Assignment: quick (Percentage)","Course total (Real)","Last downloaded from this course"\n'
    "Ada,Lovelace,1001,Test,ada@uni.test,-,-,12.5,1780000000\n"
    "Bob,Babbage,1002,Test,bob@uni.test,2.00,20 %,-,1780000000\n"
)


def write(folder: Path, text: str, name: str = "template.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def zipped(path: Path, files: Mapping[str, str | bytes], year: int = 2026) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (year, 5, 4, 12, 0, 0)), content)
    return path
