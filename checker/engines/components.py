"""The strongly connected components of a graph."""

from collections.abc import Callable, Iterable, Iterator

StrongComponent = list[int]


def strong_components(states: Iterable[int], afters: Callable[[int], Iterable[int]]) -> Iterator[StrongComponent]:
    """The strongly connected components of a graph, each after the components that it leads to.

    Gabow, "Path-based depth-first search for strong and biconnected components" (2000), without recursion: linear in
    states and edges.
    """
    order: dict[int, int] = {}
    closed: set[int] = set()
    for root in states:
        if root in order:
            continue
        order[root] = len(order)
        waiting, bounds, path = [root], [root], [(root, iter(afters(root)))]
        while path:
            state, rest = path[-1]
            for after in rest:
                if after not in order:
                    order[after] = len(order)
                    waiting.append(after)
                    bounds.append(after)
                    path.append((after, iter(afters(after))))
                    break
                if after not in closed:
                    while order[bounds[-1]] > order[after]:
                        bounds.pop()
            else:
                path.pop()
                if bounds[-1] == state:
                    bounds.pop()
                    component = [waiting.pop()]
                    while component[-1] != state:
                        component.append(waiting.pop())
                    closed.update(component)
                    yield component
