"""Threads: what came of a recommendation, step by step."""

import pytest

from rabatkg.knowledge import Knowledge
from rabatkg.layout import Layout

NETWORK = "meeting/2023-missing-persons/recommendation-focal-points"


@pytest.fixture(scope="module")
def kg(request, tmp_path_factory):
    layout = Layout.find(request.config.rootpath)
    return Knowledge(Layout(layout.ontology, layout.data, layout.queries, tmp_path_factory.mktemp("unbuilt") / "b"))


def test_a_recommendation_is_followed_to_what_came_of_it(kg):
    steps = kg.show(NETWORK).thread
    keys = [step.key for step in steps]
    assert keys.index(NETWORK) < keys.index("meeting/2024-07-network-launch/follow-up-launch")
    assert keys.index("follow-up/network-set-up") < keys.index("meeting/2024-07-network-launch/follow-up-launch")
    assert "meeting/2024-11-network-second/follow-up-second-meeting" in keys
    assert [step.when for step in steps] == sorted(step.when for step in steps)
    assert {step.when for step in steps if step.key == "follow-up/network-set-up"} == {"2024"}
    assert [step.key for step in steps if step.here] == [NETWORK]


def test_the_thread_is_the_same_from_any_step(kg):
    def follow_ups(thing):
        return {step.key for step in kg.show(thing).thread if "follow-up" in step.key or step.key == NETWORK}

    assert follow_ups(NETWORK) == follow_ups("meeting/2024-07-network-launch/follow-up-launch")


def test_a_meeting_is_shown_with_those_that_it_builds_on(kg):
    keys = [step.key for step in kg.show("meeting/2022-07-madrid-borders").thread]
    assert keys.index("meeting/2019-07-madrid-borders") < keys.index("meeting/2022-07-madrid-borders")
    assert keys.index("meeting/2022-07-madrid-borders") < keys.index("meeting/2023-humanised-borders")


def test_what_stands_alone_has_no_thread(kg):
    assert kg.show("place/marrakesh").thread == ()
