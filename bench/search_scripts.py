"""Measure the first search of a file in each script: `python bench/search_scripts.py`.

There is one file per script, with the same size in bytes and the same fields. A first search reads and folds
(`timeline_tui.text.fold`) the words of all events, so scripts that are slow to fold show here. All runs are in one
process, in turns, and the best turn counts. Compare with the row for English, not with another machine.
"""

from __future__ import annotations

import argparse
import datetime
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from timeline_tui.dates import DateContext
from timeline_tui.load import load
from timeline_tui.query import parse
from timeline_tui.store import Store
from timeline_tui.text import fold

# ruff: noqa: E501 - scripts differ in how wide a line of them is
SENTENCES = {
    "English": "The Ministry of Defence said on Monday that air defences had shot down several drones over the region,"
    " while residents of the town were moved to safety by the authorities; nobody could confirm O'Brien's account.",
    "French": "Le ministère de la Défense a déclaré lundi que la défense aérienne avait abattu plusieurs drones au-dessus"
    " de la région, tandis que les habitants étaient évacués ; personne n’a pu vérifier ce récit.",
    "Vietnamese": "Bộ Quốc phòng cho biết hôm thứ Hai rằng lực lượng phòng không đã bắn hạ nhiều máy bay không người lái"
    " trên khu vực, trong khi người dân thị trấn được chính quyền đưa đến nơi an toàn.",
    "Russian": "Министерство обороны заявило в понедельник, что противовоздушная оборона сбила несколько беспилотников"
    " над областью, а жителей приграничных районов вывезли в безопасный город — ещё никто не подтвердил это.",
    "Ukrainian": "Міністерство оборони заявило в понеділок, що протиповітряна оборона збила кілька безпілотників над"
    " областю, а мешканців прикордонних районів вивезли до безпечного міста; об’єкт відбудовують, її захищають.",
    "Greek": "Το Υπουργείο Άμυνας ανακοίνωσε τη Δευτέρα ότι η αεράμυνα κατέρριψε πολλά μη επανδρωμένα αεροσκάφη πάνω από"
    " την περιοχή, ενώ οι κάτοικοι της πόλης μεταφέρθηκαν σε ασφαλές μέρος από τις αρχές.",
    "Arabic": "قالت وزارة الدفاع يوم الاثنين إن الدفاعات الجوية أسقطت عدة طائرات مسيرة فوق المنطقة، بينما نقلت السلطات"
    " أهالي المدينة إلى أماكن آمنة، ولم يتمكن أحد من تأكيد هذه الرواية في ٧ آب.",
    "Persian": "وزارت دفاع روز دوشنبه اعلام کرد که پدافند هوایی چندین پهپاد را بر فراز منطقه سرنگون کرده است و ساکنان"
    " شهر به جای امنی منتقل می‌شوند؛ هنوز کسی این گزارش را تأیید نکرده است.",
    "Hebrew": "משרד הביטחון הודיע ביום שני כי ההגנה האווירית הפילה כמה כטב״מים מעל האזור, בעוד תושבי העיירה הועברו על"
    " ידי הרשויות למקום בטוח; איש לא יכול היה לאשר את הדברים.",
    "Hindi": "रक्षा मंत्रालय ने सोमवार को कहा कि वायु रक्षा ने क्षेत्र के ऊपर कई ड्रोन मार गिराए, जबकि शहर के निवासियों को"
    " अधिकारियों ने सुरक्षित स्थान पर पहुँचाया।",
    "Chinese": "国防部星期一表示，防空部队在该地区上空击落了多架无人机，当局已将城镇居民转移到安全地点；目前尚无人能够证实"
    "这一说法。“我们正在调查”，发言人说。",
    "Japanese": "国防省は月曜日、防空部隊が地域の上空で複数のドローンを撃墜したと発表した。町の住民は当局によって安全な"
    "場所へ移された。この説明を確認できた者はまだいない。",
    "Korean": "국방부는 월요일 방공 부대가 이 지역 상공에서 여러 대의 무인기를 격추했다고 밝혔으며, 당국은 마을 주민들을"
    " 안전한 곳으로 대피시켰다고 전했다.",
}  # fmt: skip
"""A sentence or two of newspaper text in each script."""

_EVENT_BYTES = 1000


class Timing(NamedTuple):
    """Processor seconds: to fold the words of all events one by one, for the first search, and for the second."""

    fold: float
    first: float
    second: float


def chronology(sentence: str, size: int) -> str:
    """Return a file of about `size` bytes with titles and summaries made of the words of a sentence."""
    rng = random.Random(2024)
    pieces = (
        sentence.split() if " " in sentence else [sentence[n : n + 4] for n in range(0, len(sentence), 4)]
    )
    joint = " " if " " in sentence else ""
    day = datetime.date(2000, 1, 1)
    found: list[str] = []
    left = size
    while left > 0:
        words = joint.join(rng.choices(pieces, k=12))
        body = words
        while len(body.encode()) < _EVENT_BYTES:
            body += joint + joint.join(rng.choices(pieces, k=12))
        event = f'[[events]]\ndate = {day}\ntitle = "{words}"\nsummary = "{body}"\n\n'
        found.append(event)
        left -= len(event.encode())
        day += datetime.timedelta(days=1)
    return "".join(found)


def measure(path: Path, texts: list[str]) -> Timing:
    """Load the file, and search it twice for something it does not contain."""
    started = time.process_time()
    for text in texts:
        fold(text)
    folded = time.process_time() - started
    store = Store(load([str(path)]).chronology)
    times = []
    for word in ("zzzz", "qqqq"):
        query = parse(word, DateContext(datetime.date(2024, 1, 1)))
        started = time.process_time()
        assert not len(store.view(query))
        times.append(time.process_time() - started)
    return Timing(folded, *times)


def main() -> None:
    """Print a row for each script."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=5)
    parser.add_argument("--turns", type=int, default=3)
    requested = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files: dict[str, Path] = {}
        texts: dict[str, list[str]] = {}
        for name, sentence in SENTENCES.items():
            files[name] = Path(folder) / f"{name}.toml"
            files[name].write_text(chronology(sentence, int(requested.megabytes * 1e6)), encoding="utf-8")
            events = load([str(files[name])]).chronology.events
            texts[name] = [f"{event.title}\n{event.summary}" for event in events]
        found: dict[str, list[Timing]] = {name: [] for name in files}
        for turn in range(requested.turns):
            print(f"turn {turn + 1} of {requested.turns}", file=sys.stderr)
            for name, path in files.items():
                found[name].append(measure(path, texts[name]))
    best = {name: Timing(*map(min, zip(*turns, strict=True))) for name, turns in found.items()}
    english = best["English"].first
    print(f"{'script':12} {'fold':>8} {'first search':>13} {'English = 1':>12} {'second':>9}")
    for name, timing in best.items():
        row = f"{name:12} {timing.fold * 1e3:5.0f} ms {timing.first * 1e3:10.0f} ms {timing.first / english:12.2f}"
        print(f"{row} {timing.second * 1e3:6.1f} ms")


if __name__ == "__main__":
    main()
