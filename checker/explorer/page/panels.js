// What the page shows.  Every text becomes a text node: nothing that a manifest says is ever read as markup.

export function h(tag, properties, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in made) made[name] = value;
    else if (value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return made;
}

export const fill = (place, ...children) => place.replaceChildren(...children.flat(Infinity).filter(Boolean));
export const steps = (number) => `${number} ${number === 1 ? "step" : "steps"}`;

// The page is drawn anew after each step: what a person has opened stays open.
const opened = new Map();
export function unfolding(key, isOpen, ...children) {
  const made = h("details", { open: opened.get(key) ?? isOpen }, children);
  made.querySelector("summary").addEventListener("click", () => opened.set(key, !made.open));
  return made;
}

const columns = ({ status, ready }) => (status === "(gone)" ? status : `${status} ${ready}`);
const group = (list, key) => {
  const groups = new Map();
  for (const each of list) groups.set(key(each), [...(groups.get(key(each)) ?? []), each]);
  return [...groups];
};

// ---- what kubectl shows

const COLUMNS = ["name", "ready", "status", "restarts"];

export function get(name, now, before, next) {
  const row = (columns, mark) =>
    COLUMNS.map((column) =>
      h("td", { className: mark && before && column in before && columns[column] !== before[column] ? "changed" : "" }, columns[column]));
  return [
    h("div", { className: "terminal" },
      h("p", { className: "prompt" }, "$ kubectl get pods"),
      h("table", {},
        h("thead", {}, h("tr", {}, COLUMNS.map((column) => h("th", { scope: "col" }, column.toUpperCase())))),
        h("tbody", {}, h("tr", {}, row({ name, ...now }, true))))),
    next && h("p", { className: "quiet" }, "Not yet published: ",
      h("b", {}, next.status), ` ${next.ready} ready, ${next.restarts} restarts. `, "The kubelet knows more than the API shows."),
  ];
}

export function describe(description) {
  const { containers, conditions } = description;
  const state = (each) => [each.state[0].toUpperCase() + each.state.slice(1), each.reason && ` (${each.reason})`,
    each.exit && h("small", {}, each.exit), each.last && h("small", {}, `last state: terminated, ${each.last}`)];
  return [
    !description.exists && h("p", { className: "note" }, "The object is removed: kubectl finds no Pod any more."),
    h("dl", { className: "facts" },
      h("div", {}, h("dt", {}, "Status"), h("dd", {}, description.terminating ? `Terminating (${description.phase})` : description.phase,
        description.reason && `, ${description.reason}`)),
      Object.entries(conditions).map(([name, holds]) =>
        h("div", {}, h("dt", {}, name), h("dd", { className: holds ? "yes" : "no" }, holds ? "True" : "False")))),
    containers.length
      ? h("div", { className: "scroll" }, h("table", { className: "containers" },
          h("thead", {}, h("tr", {}, ["Container", "State", "Ready", "Restarts"].map((head) => h("th", { scope: "col" }, head)))),
          h("tbody", {}, containers.map((each) => h("tr", {},
            h("th", { scope: "row" }, each.name, each.kind !== "regular" && h("small", {}, each.kind)),
            h("td", {}, state(each)), h("td", {}, each.ready ? "True" : "False"), h("td", {}, each.restarts))))))
      : h("p", { className: "quiet" }, "No container statuses yet: the kubelet has published nothing."),
  ];
}

// ---- what is true

export function lanes(lanes, at) {
  const row = (each) => {
    const [value, since] = each.values.at(-1);
    const changed = at > 0 && since === at;
    return h("div", { className: changed ? "row changed" : "row", title: each.text },
      h("dt", {}, each.field.replaceAll("_", " ")),
      h("dd", {}, h("b", {}, value), changed && h("small", {}, `was ${each.values.at(-2)[0]}`),
        changed && each.meaning && h("span", { className: "meaning" }, each.meaning)));
  };
  const moved = (lane) => lane.rows.some((each) => each.values.length > 1);
  const changed = (lane) => at > 0 && lane.rows.some((each) => each.values.at(-1)[1] === at);
  return lanes.map((lane, number) => unfolding(`lane ${lane.name}`, number < 2 || lanes.length < 5 || moved(lane),
    h("summary", {}, lane.name, changed(lane) && h("span", { className: "dot", title: "changed by the last step" }),
      !moved(lane) && h("small", {}, " as in the beginning")),
    h("dl", {}, lane.rows.map(row))));
}

export function chart(lanes, length) {
  const moved = lanes.flatMap((lane) => lane.rows.map((each) => ({ lane: lane.name, ...each }))).filter((each) => each.values.length > 1);
  if (!moved.length) return [h("p", { className: "quiet" }, "Nothing has changed yet.")];
  const made = h("div", { className: "bands" });
  made.style.gridTemplateColumns = `max-content repeat(${length + 1}, minmax(2.2rem, 1fr))`;
  moved.forEach((each, index) => {
    const label = h("span", { className: "who" }, `${each.lane} ${each.field.replaceAll("_", " ")}`);
    label.style.gridArea = `${index + 1} / 1`;
    made.append(label);
    each.values.forEach(([value, from], place) => {
      const to = place + 1 < each.values.length ? each.values[place + 1][1] : length + 1;
      const band = h("span", { className: "band", title: `${value}, steps ${from} to ${to - 1}` }, value);
      band.style.gridArea = `${index + 1} / ${from + 2} / ${index + 2} / ${to + 2}`;
      made.append(band);
    });
  });
  return [h("div", { className: "scroll", tabIndex: 0, role: "region", "aria-label": "The walk, lane by lane" }, made)];
}

// ---- what can happen

const rule = (number, look) => h("button", { type: "button", className: "rule", title: `Rule ${number}`, onclick: () => look(number) }, number);
const owner = (each) => `${each.owner ? `${each.owner} ` : ""}${each.field.replaceAll("_", " ")}`;

export function events(enabled, take, look) {
  const item = (each) => h("li", { "data-event": each.name },
    h("button", { type: "button", className: "event", onclick: () => take(each.name) },
      h("span", { className: "what" }, each.text),
      each.shows && h("span", { className: "shows" }, `→ ${columns(each.shows)}`)),
    h("div", { className: "effect" },
      each.changes.map((change) => h("span", {}, `${owner(change)} `, h("i", {}, `${change.old} → ${change.new}`))),
      !each.changes.length && h("span", {}, "changes only what the API shows"),
      h("span", { className: "rules" }, each.rules.map((number) => rule(number, look)))));
  const faults = (each) => each.fault.split(" ").map((name) => `${name} fault`).join(", ");
  const ordinary = group(enabled.filter((each) => !each.fault), (each) => each.actor);
  const rare = group(enabled.filter((each) => each.fault), faults);
  const block = (title, list) => h("section", { className: "actor" }, h("h3", {}, title), h("ul", {}, list.map(item)));
  return [
    !enabled.length && h("p", { className: "note" }, "Nothing can happen any more: every execution ends here."),
    ordinary.map(([actor, list]) => block(actor, list)),
    rare.length > 0 && unfolding("faults", ordinary.length === 0,
      h("summary", {}, `Faults (${enabled.filter((each) => each.fault).length})`),
      rare.map(([fault, list]) => block(`${fault}, by the ${list[0].actor}`, list))),
  ];
}

export function impossible(disabled, ask) {
  const item = (each) => {
    const answer = h("div", { className: "why", hidden: true });
    const button = h("button", { type: "button", className: "asked", "aria-expanded": "false", onclick: async () => {
      if (answer.hidden && !answer.hasChildNodes()) answer.append(...(await ask(each.name)));
      answer.hidden = !answer.hidden;
      button.setAttribute("aria-expanded", String(!answer.hidden));
    } }, each.text, h("small", {}, "why not?"));
    return h("li", { "data-event": each.name }, button, answer);
  };
  return group(disabled, (each) => each.actor).map(([actor, list]) =>
    h("section", { className: "actor" }, h("h3", {}, actor), h("ul", {}, list.map(item))));
}

export const because = (reasons) => reasons.map((each) => h("p", {},
  h("code", {}, each.condition), each.condition.startsWith("it ") ? "" : " is false. ", each.meaning,
  each.reads && h("small", {}, each.reads)));

// ---- where every path leads

export function situations(list, go, look) {
  const name = (each) => h("button", { type: "button", className: "name", title: each.description, onclick: () => look(each.name) }, each.name);
  const of = (outlook) => list.filter((each) => each.outlook === outlook);
  const reachable = of("reachable").sort((one, two) => one.steps - two.steps || two.exact - one.exact);
  const folded = (title, text, outlook, more = () => null) => {
    const found = of(outlook);
    return found.length > 0 && unfolding(title, false, h("summary", {}, `${title} (${found.length})`),
      h("p", { className: "quiet" }, text), h("p", { className: "names" }, found.map((each) => [name(each), more(each), " "])));
  };
  return [
    h("p", { className: "here" }, of("here").map((each) => [name(each), " "])),
    reachable.length > 0 && h("ul", { className: "reachable" }, reachable.map((each) => h("li", { "data-situation": each.name },
      name(each), h("span", { className: "far" }, each.exact ? steps(each.steps) : `${each.steps} steps or more`),
      h("button", { type: "button", className: "go", "aria-label": `Take me to ${each.name}`, onclick: () => go(each.name) }, "Take me")))),
    folded("Never again", "Proved: no execution leads there from this state.", "never again"),
    folded("Never, for this Pod", "Proved: this Pod cannot get there at all.", "never"),
    folded("Not decided", "The search stopped at its bound; there may be a route all the same.", "not decided",
      (each) => h("button", { type: "button", className: "go", "aria-label": `Try to take me to ${each.name}`, onclick: () => go(each.name) }, "Try")),
  ];
}

// ---- the walk, the laws, the dialog

export function walked(lines, future, at, jump) {
  const same = (one, two) => one && ["status", "ready", "restarts"].every((key) => one[key] === two[key]);
  const past = lines.map((line, number) => h("li", { className: number === at ? "now" : "" },
    h("button", { type: "button", onclick: () => jump(number), "aria-current": number === at ? "step" : null },
      line.actor && h("span", { className: "by" }, line.actor), h("span", { className: "what" }, line.text),
      !same(lines[number - 1], line) && h("span", { className: "shows" }, columns(line)))));
  return [...past, ...future.map((name, index) => h("li", { className: "future" },
    h("button", { type: "button", onclick: () => jump(at + index + 1) }, h("span", { className: "what" }, name))))];
}

export function laws(list, look) {
  return group(list, (each) => each.theme || "your own").map(([theme, found]) => unfolding(`laws ${theme}`, false,
    h("summary", {}, `${theme} (${found.length})`),
    h("ul", {}, found.map((law) => h("li", {},
      h("button", { type: "button", className: "name", onclick: () => look(law.name) }, law.name),
      h("span", { className: "quiet" }, ` ${law.claims}${law.containers.length ? `, of ${law.containers.join(", ")}` : ""}`),
      h("p", {}, law.description, " ", law.rules.map((number) => rule(number, look))))))));
}

export const topics = (found, look) => found.map((topic) => h("section", {},
  found.length > 1 && h("h3", {}, topic.title), h("p", {}, topic.text),
  h("dl", {}, Object.entries(topic.facts).map(([label, text]) => text && h("div", {}, h("dt", {}, label), h("dd", {}, text)))),
  topic.rules.length > 0 && h("dl", { className: "cited" }, topic.rules.map((each) =>
    h("div", {}, h("dt", {}, each.number), h("dd", {}, each.text))))));

// ---- a recording: what was observed, and the hidden states that agree with it

const number = (count) => count.toLocaleString("en");
const agree = (count) => (count === 1 ? "one state agrees" : `${number(count)} states agree`);

export function recording(found, at, choose) {
  const { illegal } = found;
  const item = (each, index) => h("li", { className: index === at ? "now" : "" },
    h("button", { type: "button", "aria-current": index === at ? "step" : null, onclick: () => choose(index) },
      h("span", { className: "by" }, `line ${each.line}`), h("span", { className: "what" }, each.changes.join("; ")),
      h("span", { className: "far" }, agree(each.states))));
  return [
    h("p", {}, h("b", { className: `verdict ${found.outcome.replace(" ", "-")}` }, found.outcome),
      ` ${found.observations.length} different observations${found.cut ? ", and more that are not kept" : ""}`),
    found.undecided.map((each) => h("p", { className: "note" }, `Line ${each.line}: ${each.text}`)),
    h("ol", { className: "observations" }, found.observations.map(item)),
    illegal && broken(illegal),
  ];
}

function broken(illegal) {
  return h("div", { className: "broken" },
    h("h3", {}, `Line ${illegal.line}: no Pod can show this next`),
    h("ul", {}, illegal.changes.map((each) => h("li", {}, each))),
    illegal.violations.map((each) => h("p", {}, `Violates a rule: ${each.text}`)),
    illegal.conflicts.map((each) => h("p", {}, "Cannot be: ", h("b", {}, each.facts.join(" with ")),
      each.legal.length > 0 && h("span", { className: "yes" }, ` Legal here: ${each.legal.join(", ")}.`))),
    illegal.laws.map((each) => h("p", {}, h("b", {}, each.name), `: ${each.description}`)),
    illegal.blocked.map((each) => h("p", { className: "quiet" },
      `${each.event}${each.container ? ` ${each.container}` : ""} would lead there, but in every state that agrees this is false: ${each.conditions.join(", ")}`)));
}

export function observation(found, walk) {
  const rows = found.open.map((each) => h("tr", {}, h("th", { scope: "row" }, owner(each)),
    h("td", {}, each.values.map(([value, count]) => h("span", { className: "value" },
      h("b", {}, value), h("small", {}, ` ${number(count)}`))))));
  return [
    h("h3", {}, `Line ${found.line}: ${agree(found.states)} with it and all before`),
    h("p", {}, h("button", { type: "button", className: "go", onclick: walk }, "Walk here on a shortest explanation")),
    found.open.length
      ? h("table", { className: "apart" }, h("caption", {}, "What tells these states apart: each value, with the number of states that have it"), h("tbody", {}, rows))
      : h("p", { className: "quiet" }, "The observations leave nothing open."),
    unfolding("shown in the observation", false, h("summary", {}, "What the observation shows"),
      h("dl", { className: "pairs" }, found.shown.map(([name, text]) => h("div", {}, h("dt", {}, name), h("dd", {}, text))))),
    unfolding("certain", false, h("summary", {}, `What is certain (${found.known.length})`),
      h("dl", { className: "pairs" }, found.known.map((each) => h("div", {}, h("dt", {}, owner(each)), h("dd", {}, each.values[0][0]))))),
  ];
}
