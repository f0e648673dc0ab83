"""Long work goes on in steps, is stopped between two of them, and tells what became of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushlight.errors import MisuseError, RushlightError
from rushlight.workbench.deskthread import DeskThread
from rushlight.workbench.work import MOST, Progress, State, Steps, Work


class Ticking:
    """A clock on which every look takes a second."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


def counting(until: int, done: list[int], result: object = None) -> Steps:
    for n in range(until):
        done.append(n)
        yield Progress(n + 1, until)
    return result


def failing(error: Exception, after: int = 1) -> Steps:
    for n in range(after):
        yield Progress(n + 1)
    raise error


def test_a_job_goes_on_step_by_step_and_gives_its_result() -> None:
    work, done = Work(Ticking()), []
    job = work.start("count", counting(3, done, "counted"))
    assert job.state is State.WAITING
    assert done == []
    assert work.step(0)
    assert done == [0]
    assert job.progress.share == pytest.approx(1 / 3)
    while work.step(0):
        pass
    assert (job.state, job.result, done) == (State.DONE, "counted", [0, 1, 2])
    assert not work.step(0), "nothing is left"


def test_several_jobs_go_in_the_order_in_which_they_were_asked_for() -> None:
    work, done = Work(Ticking()), []
    first, second = work.start("one", counting(2, done)), work.start("two", counting(2, done))
    work.step(0)
    assert (first.state, second.state) == (State.UNDER_WAY, State.WAITING)
    while work.step(0):
        pass
    assert (first.state, second.state) == (State.DONE, State.DONE)
    assert done == [0, 1, 0, 1]


def test_steps_end_when_the_time_is_used_up() -> None:
    work, done = Work(Ticking()), []
    work.start("count", counting(1000, done))
    work.step(5)
    assert len(done) == 5, "one look at the clock a step, a second each"


def test_stopping_ends_it_between_two_steps_and_what_was_done_stays() -> None:
    work, done, closed = Work(Ticking()), [], []

    def steps() -> Iterator[Progress]:
        try:
            yield from counting(9, done)
        finally:
            closed.append(True)

    job = work.start("count", steps())  # type: ignore[arg-type]  # an iterator that is a generator
    work.step(0)
    work.cancel(job.number)
    assert (job.state, done, closed, work.busy) == (State.CANCELLED, [0], [True], False)
    work.cancel(job.number)
    assert job.state is State.CANCELLED, "stopping twice is stopping once"


def test_one_that_never_began_can_be_stopped() -> None:
    work, done = Work(Ticking()), []
    job = work.start("count", counting(9, done))
    work.cancel(job.number)
    assert (job.state, done, work.busy) == (State.CANCELLED, [], False)


def test_a_failure_is_told_and_the_next_job_goes_on() -> None:
    work, done = Work(Ticking()), []
    bad = work.start("fail", failing(MisuseError("no room", hint="make some")))
    good = work.start("count", counting(1, done))
    while work.step(0):
        pass
    assert bad.state is State.FAILED
    assert str(bad.error) == "no room"
    assert bad.progress == Progress(1), "how far it came is still told"
    assert good.state is State.DONE


def test_what_nobody_foresaw_is_told_without_its_words() -> None:
    work = Work(Ticking())
    job = work.start("fail", failing(ValueError("Kim Yong-sik said"), after=0))
    work.step(0)
    assert isinstance(job.error, RushlightError)
    said = f"{job.error} {job.error.where} {job.error.hint}"
    assert "Kim" not in said
    assert "ValueError" in said


def test_only_what_is_over_is_put_away() -> None:
    work = Work(Ticking())
    job = work.start("count", counting(1, []))
    with pytest.raises(MisuseError, match="not over"):
        work.put_away(job.number)
    while work.step(0):
        pass
    work.put_away(job.number)
    assert work.jobs == ()
    with pytest.raises(MisuseError, match="no such work"):
        work.find(job.number)


def test_a_number_is_never_given_twice() -> None:
    work = Work(Ticking())
    first = work.start("count", counting(0, []))
    while work.step(0):
        pass
    work.put_away(first.number)
    assert work.start("count", counting(0, [])).number != first.number


def test_too_much_is_refused() -> None:
    work = Work(Ticking())
    for _ in range(MOST):
        work.start("count", counting(1, []))
    with pytest.raises(MisuseError, match="too much work"):
        work.start("count", counting(1, []))


def test_locking_stops_everything() -> None:
    work, done = Work(Ticking()), []
    jobs = [work.start("count", counting(5, done)) for _ in range(3)]
    work.step(0)
    work.stop()
    assert [job.state for job in jobs] == [State.CANCELLED] * 3
    assert not work.busy


@given(st.lists(st.tuples(st.integers(0, 6), st.sampled_from(["step", "cancel first", "cancel last"])), max_size=12))
def test_every_job_ends_in_one_way_whatever_is_done_meanwhile(asked: list[tuple[int, str]]) -> None:
    work = Work(Ticking())
    jobs, done = [], []
    for length, act in asked:
        jobs.append((work.start("count", counting(length, mine := [])), length, mine))
        done.append(mine)
        if act == "step":
            work.step(0)
        else:
            work.cancel(jobs[0 if act == "cancel first" else -1][0].number)
    while work.step(0):
        pass
    for job, length, mine in jobs:
        assert job.state in (State.DONE, State.CANCELLED)
        assert mine == list(range(len(mine))), "no step twice and none left out"
        assert (len(mine) == length) or job.state is State.CANCELLED


def test_pages_go_on_after_a_step_that_fails_and_none_waits_for_a_thread_that_ended() -> None:
    thread = DeskThread()

    def fails() -> bool:
        raise ValueError

    thread.ask(lambda: thread.between(fails)).result(timeout=10)
    assert thread.ask(lambda: "answered").result(timeout=10) == "answered"
    thread.end()
    thread.join()
    with pytest.raises(RuntimeError):
        thread.ask(lambda: "answered")


def test_what_stands_is_not_stopped_but_by_a_lock() -> None:
    work = Work(Ticking())

    def steps() -> Steps:
        yield Progress(1, 3, stands=True)
        yield Progress(2, 3)
        yield Progress(3, 3, stands=False)
        yield Progress(3, 3)

    job = work.start("count", steps())
    for _ in range(2):
        work.step(0)
        assert job.stands
        with pytest.raises(MisuseError, match="no longer be stopped"):
            work.cancel(job.number)
    work.step(0)
    work.cancel(job.number)
    assert job.state is State.CANCELLED
    other = work.start("count", steps())
    work.step(0)
    work.stop()
    assert other.state is State.CANCELLED
