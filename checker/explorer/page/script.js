// The walk is the only state of the page, and it is in the address: `#pod=0&at=2&walk=schedules,creates_sandbox`.

import * as panels from "./panels.js";
const { h, fill } = panels;
const $ = (id) => document.getElementById(id);

let token = "";
let here = { pod: 0, walk: [], at: 0 };
let shown = null; // what the server says of the state, and for which walk
let pods = [], exports = [];
let turn = 0; // the last question wins: an answer to an earlier one is dropped

// ---- asking

async function ask(what, question = {}) {
  const response = await fetch(`api/${what}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    body: JSON.stringify({ pod: here.pod, walk: here.walk.slice(0, here.at), ...question }),
  });
  if (response.status === 401) throw new Error("This page has no valid token: open the whole address that `podproof serve` printed.");
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

function complain(error) {
  $("message").hidden = !error;
  $("message").textContent = error ? (error instanceof TypeError ? `podproof serve does not answer: is it still running? (${error.message})` : error.message ?? error) : "";
}

const guarded = (action) => (...given) => Promise.resolve(action(...given)).catch(complain);

// ---- the address

function read() {
  const given = new URLSearchParams(location.hash.slice(1));
  if (given.has("token")) {
    localStorage.setItem("token", given.get("token"));
    given.delete("token");
    history.replaceState(null, "", `#${given}`);
  }
  token = localStorage.getItem("token") ?? "";
  const walk = (given.get("walk") ?? "").split(",").filter(Boolean);
  const at = given.has("at") ? Number.parseInt(given.get("at"), 10) : walk.length;
  here = { pod: Number.parseInt(given.get("pod") ?? "0", 10) || 0, walk, at: Math.min(Math.max(at || 0, 0), walk.length) };
}

function address() {
  const names = here.walk.map(encodeURIComponent).join(",").replaceAll("%3A", ":");
  return `#pod=${here.pod}&at=${here.at}&walk=${names}`;
}

function move(walk, at, { replace = false } = {}) {
  here = { ...here, walk, at };
  history[replace ? "replaceState" : "pushState"](null, "", address());
  return show();
}

const take = guarded((name) => move([...here.walk.slice(0, here.at), name], here.at + 1));
const jump = guarded((at) => (at >= 0 && at <= here.walk.length && at !== here.at ? move(here.walk, at) : undefined));
const go = guarded(async (name) => {
  const route = await ask("route", { name });
  await move(route.walk, route.walk.length);
  announce(`${name}: ${panels.steps(route.steps)} from where you were, ${route.shortest ? "and no route is shorter" : "and there may be a shorter route"}.`);
});
const announce = (text) => { $("progress").textContent = text; };

// ---- showing

const show = guarded(async () => {
  const mine = ++turn;
  const state = await ask("state");
  if (mine !== turn) return;
  if (state.refused) {
    complain(`Step ${state.walk.length + 1}, ${state.refused}, cannot happen: the walk ends before it.`);
    await move(state.walk, state.walk.length, { replace: true });
    return;
  }
  if (!$("message").textContent.startsWith("Step ")) complain("");
  shown = state;
  draw(state);
  clock(mine);
  await look_ahead(mine);
});

function draw(state) {
  const name = pods[here.pod].name, before = state.lines.at(-2);
  document.title = `${state.columns.status} · ${name} · podproof`;
  fill($("get"), panels.get(name, state.columns, before, state.unpublished));
  fill($("describe"), panels.describe(state.description));
  fill($("lanes"), panels.lanes(state.lanes, here.at));
  fill($("chart").lastElementChild, panels.chart(state.lanes, here.at));
  const focused = $("events").contains(document.activeElement);
  fill($("events"), panels.events(state.enabled, take, explain));
  if (focused) $("next-title").focus({ preventScroll: true });
  $("impossible").firstElementChild.textContent = `Why not something else? ${state.disabled.length} events cannot happen now`;
  fill($("impossible").lastElementChild, panels.impossible(state.disabled, guarded(async (name) => panels.because((await ask("why", { name })).why))));
  fill($("walk"), panels.walked(state.lines, here.walk.slice(here.at), here.at, jump));
  fill($("laws-body"), panels.laws(state.laws, explain));
  $("undo").disabled = $("restart").disabled = here.at === 0;
  $("redo").disabled = here.at === here.walk.length;
  $("walk").scrollTop = $("walk").querySelector(".now").offsetTop - $("walk").clientHeight / 2;
  filter();
}

async function look_ahead(mine) {
  for (;;) {
    const horizon = await ask("horizon");
    if (mine !== turn) return;
    announce(horizon.progress);
    fill($("situations"), panels.situations(horizon.situations, go, explain));
    if (horizon.complete) return;
    await new Promise((done) => setTimeout(done, 700));
    if (mine !== turn) return;
  }
}

async function clock(mine) {
  const times = await ask("times").catch(() => null);
  if (mine === turn) $("times").textContent = times ? times.text : "";
}

function filter() {
  const words = $("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const item of document.querySelectorAll("#events li, #impossible li")) {
    const text = `${item.dataset.event} ${item.textContent}`.toLowerCase();
    item.hidden = !words.every((word) => text.includes(word));
  }
  for (const block of document.querySelectorAll("#next .actor")) block.hidden = !block.querySelector("li:not([hidden])");
  const faults = document.querySelector("#events > details");
  if (faults && words.length) faults.open = Boolean(faults.querySelector("li:not([hidden])"));
}

// ---- a recording

let observed = -1;

const record = guarded(async () => {
  const { recorded } = pods[here.pod];
  $("recording").hidden = recorded === null;
  if (recorded === null) return;
  const found = await ask("recording");
  const choose = guarded(async (number) => {
    const seen = await ask("observation", { number });
    observed = number;
    fill($("observations"), panels.recording(found, number, choose));
    const list = $("observations").querySelector("ol");
    list.scrollTop = list.querySelector(".now").offsetTop - list.clientHeight / 2;
    fill($("observation"), panels.observation(seen, guarded(async () => {
      const { walk } = await ask("explanation", { number });
      await move(walk, walk.length);
    })));
  });
  fill($("observations"), panels.recording(found, -1, choose));
  fill($("observation"));
  if (found.observations.length) await choose(found.observations.length - 1);
});

const observe = (by) => $("observations").querySelectorAll("li button")[observed + by]?.click();

// ---- dialogs

function open(title, ...content) {
  $("dialog-title").textContent = title;
  fill($("dialog").children[1], ...content);
  if (!$("dialog").open) $("dialog").showModal();
}

const explain = guarded(async (name) => {
  const { topics } = await ask("topic", { name });
  open(topics[0].title, panels.topics(topics, explain));
});

const save = guarded(async (form) => {
  const { text, type, file } = await ask("export", { name: form });
  const link = h("a", { href: URL.createObjectURL(new Blob([text], { type })), download: file });
  link.click();
  URL.revokeObjectURL(link.href);
});

function offer() {
  open("Save this walk", h("p", {}, "The address of this page is the walk, too: copy it, or keep it as a bookmark."),
    h("ul", { className: "exports" }, exports.map((each) =>
      h("li", {}, h("button", { type: "button", "data-form": each.name, onclick: () => save(each.name) }, each.label)))));
}

const KEYS = [
  ["← →", "undo, redo"], ["Home", "restart"], ["↓ ↑", "from event to event"], ["Enter", "take the event"],
  ["1 … 9", "take this event of the list"], ["/", "filter the events"], ["s", "situations: take me there"], ["n p", "next, previous observation of a recording"], ["Esc", "leave the filter or a dialog"],
];
const help = () => open("Keyboard", h("dl", { className: "keys" }, KEYS.map(([key, text]) => h("div", {}, h("dt", {}, h("kbd", {}, key)), h("dd", {}, text)))));

// ---- keyboard

const choices = () => [...document.querySelectorAll("#events button.event")].filter((each) => each.checkVisibility());

function step_focus(by) {
  const all = choices(), now = all.indexOf(document.activeElement);
  all[now < 0 ? (by > 0 ? 0 : all.length - 1) : (now + by + all.length) % all.length]?.focus();
}

const ACTIONS = {
  ArrowLeft: () => jump(here.at - 1),
  ArrowRight: () => jump(here.at + 1),
  Home: () => jump(0),
  ArrowDown: () => step_focus(1),
  ArrowUp: () => step_focus(-1),
  "/": () => $("filter").focus(),
  n: () => observe(1),
  p: () => observe(-1),
  s: () => document.querySelector("#situations .go")?.focus(),
  "?": help,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("dialog").open) return;
  if (event.target === $("filter")) {
    if (event.key === "Escape") { $("filter").value = ""; filter(); $("filter").blur(); }
    else if (event.key === "ArrowDown") { event.preventDefault(); step_focus(1); }
    else if (event.key === "Enter") choices()[0]?.click();
    return;
  }
  if (event.target.closest?.("select, .scroll")) return;
  const action = ACTIONS[event.key] ?? (/^[1-9]$/.test(event.key) ? () => choices()[Number(event.key) - 1]?.click() : null);
  if (!action) return;
  event.preventDefault();
  action();
});

// ---- beginning

function header() {
  const pod = pods[here.pod];
  const name = pods.length > 1
    ? h("select", { "aria-label": "Pod", onchange: (event) => { here = { pod: Number(event.target.value), walk: [], at: 0 }; header(); record(); move([], 0); } },
        pods.map((each, number) => h("option", { value: number, selected: number === here.pod }, `${each.kind}/${each.name}${each.recorded ? `, ${each.recorded}` : ""}`)))
    : h("h1", {}, `${pod.kind}/${pod.name}`);
  fill($("pod"), name, h("p", { className: "quiet" }, h("span", { title: pod.file }, pod.file.split("/").at(-1)), `: ${pod.facts.join(", ")}`));
}

const begin = guarded(async () => {
  read();
  ({ pods, exports } = await ask("pods", { walk: [] }));
  if (!pods[here.pod]) here.pod = 0;
  header();
  record();
  await show();
});

$("undo").addEventListener("click", () => jump(here.at - 1));
$("redo").addEventListener("click", () => jump(here.at + 1));
$("restart").addEventListener("click", () => jump(0));
$("save").addEventListener("click", offer);
$("help").addEventListener("click", help);
$("filter").addEventListener("input", filter);
$("message").addEventListener("click", () => complain(""));
window.addEventListener("popstate", () => { read(); show(); });
window.addEventListener("hashchange", () => { if (location.hash !== address()) { read(); show(); } });
begin();
