"""When frames are drawn: after pending messages, before timers, and not while keys are pending."""

from __future__ import annotations

import asyncio

from timeline_tui.ui import frame_scheduler
from timeline_tui.ui.frame_scheduler import PASSES, FrameScheduler


async def passes(count: int) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


async def test_pending_changes_share_one_frame() -> None:
    drawn: list[int] = []
    pacer = FrameScheduler(lambda: drawn.append(1), lambda: False)
    for _ in range(3):
        pacer.resume()
        await passes(1)
    assert drawn == []
    await passes(PASSES)
    assert drawn == [1]
    await passes(2 * PASSES)
    assert drawn == [1]
    pacer.resume()
    pacer.pause()
    await passes(2 * PASSES)
    assert drawn == [1]
    pacer.resume()
    await passes(2 * PASSES)
    assert drawn == [1, 1]


async def test_pending_keys_delay_a_frame_up_to_a_limit() -> None:
    drawn: list[int] = []
    waiting = True
    pacer = FrameScheduler(lambda: drawn.append(1), lambda: waiting)
    pacer.resume()
    await passes(4 * PASSES)
    assert drawn == []
    waiting = False
    await passes(2 * PASSES)
    assert drawn == [1]
    waiting = True
    pacer.resume()
    loop = asyncio.get_running_loop()
    started = loop.time()
    while len(drawn) < 2:
        await passes(1)
    assert loop.time() - started >= frame_scheduler.LONGEST
