"use strict";
// Without this script everything can be read; with it tables sort, and traces can be stepped through.

function element(name, parent, properties = {}, ...styles) {
  const made = Object.assign(document.createElement(name), properties);
  for (const [key, value] of styles) made.style[key] = value;
  parent.append(made);
  return made;
}

// ---- tables that sort by the head that is pressed

function value(row, column) {
  const cell = row.cells[column];
  const text = cell.dataset.sort ?? cell.textContent.trim();
  return cell.classList.contains("number") ? Number(text) : text.toLowerCase();
}

function sortable(table) {
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const label = head.textContent;
    head.textContent = "";
    element("button", head, { type: "button", textContent: label }).addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const sign = down ? -1 : 1;
      const compare = (one, two) => (one < two ? -1 : one > two ? 1 : 0);
      const rows = [...table.tBodies[0].rows];
      rows.sort((one, two) => sign * compare(value(one, column), value(two, column)));
      table.tBodies[0].append(...rows);
    });
  });
}

// ---- traces: a lane for each actor, a dot for each step, below them what kubectl shows

const [WHO, WHAT, STATUS, READY, RESTARTS] = [1, 2, 3, 4, 5];

function steps(table) {
  return [...table.tBodies[0].rows].filter((row) => !row.classList.contains("remark"));
}

function cellText(row, column) {
  return (row.cells[column].firstChild?.textContent ?? "").trim();
}

function dim(rows) {
  rows.slice(1).forEach((row, before) => {
    for (const column of [STATUS, READY, RESTARTS])
      row.cells[column].classList.toggle("same", cellText(row, column) === cellText(rows[before], column));
  });
}

function lanes(player, rows, go) {
  const actors = [...new Set(rows.map((row) => cellText(row, WHO)).filter(Boolean))];
  const chart = element("div", player, { className: "lanes" });
  chart.setAttribute("aria-hidden", "true"); // the table below says the same
  chart.style.gridTemplateColumns = `max-content repeat(${rows.length}, minmax(1.7rem, 1fr))`;
  const place = (row, from, to = from + 1) => ["gridArea", `${row} / ${from} / ${row + 1} / ${to}`];
  const label = (row, text) => element("span", chart, { className: "who", textContent: text }, place(row, 1));
  const cursor = element("span", chart, { className: "cursor" });
  actors.forEach((actor, index) => {
    label(index + 1, actor);
    element("span", chart, { className: "rule" }, place(index + 1, 2, rows.length + 2));
  });
  const marks = rows.map((row, step) => {
    if (!cellText(row, WHO)) return [];
    const dot = element("button", chart, { type: "button", className: "dot", textContent: step, tabIndex: -1,
      title: `${step}. ${cellText(row, WHO)} ${cellText(row, WHAT)}` }, place(actors.indexOf(cellText(row, WHO)) + 1, step + 2));
    dot.addEventListener("click", () => go(step));
    return [dot];
  });
  [[STATUS, "STATUS"], [READY, "READY"], [RESTARTS, "RESTARTS"]].forEach(([column, name], index) => {
    const line = actors.length + 1 + index;
    label(line, name);
    for (let from = 0, to; from < rows.length; from = to) {
      for (to = from + 1; to < rows.length && cellText(rows[to], column) === cellText(rows[from], column); to += 1);
      const text = cellText(rows[from], column);
      const band = element("span", chart, { className: "band", textContent: text, title: text }, place(line, from + 2, to + 2));
      for (let step = from; step < to; step += 1) marks[step].push(band);
    }
  });
  return (step) => {
    cursor.style.gridArea = `1 / ${step + 2} / ${actors.length + 4} / ${step + 3}`;
    marks.flat().forEach((mark) => mark.classList.remove("now"));
    marks[step].forEach((mark) => mark.classList.add("now"));
    const at = cursor.offsetLeft - chart.clientWidth / 2;
    if (chart.scrollWidth > chart.clientWidth) chart.scrollLeft = at;
  };
}

function steppable(trace) {
  const table = trace.querySelector("table.steps");
  if (!table || trace.querySelector(".player")) return;
  const rows = steps(table);
  const player = document.createElement("div");
  player.className = "player";
  player.tabIndex = 0;
  player.setAttribute("role", "group");
  player.setAttribute("aria-label", `${table.dataset.name}, step by step: arrow keys, Home and End`);
  const controls = element("div", player, { className: "controls" });
  const previous = element("button", controls, { type: "button", textContent: "← Previous" });
  const next = element("button", controls, { type: "button", textContent: "Next →" });
  const now = element("output", controls);
  now.setAttribute("aria-live", "polite");
  const last = rows.length - 1;
  let step = 0;
  const go = (to) => {
    step = Math.max(0, Math.min(last, to));
    const row = rows[step];
    rows.forEach((each) => each.classList.toggle("now", each === row));
    previous.disabled = step === 0;
    next.disabled = step === last;
    const shown = `${cellText(row, STATUS)}, ${cellText(row, READY)} ready, ${cellText(row, RESTARTS)} restarts`;
    now.textContent = `${step} of ${last}: ${cellText(row, WHO)} ${cellText(row, WHAT)}. ${shown}`;
    show(step);
  };
  const show = lanes(player, rows, go);
  previous.addEventListener("click", () => go(step - 1));
  next.addEventListener("click", () => go(step + 1));
  rows.forEach((row, index) => row.addEventListener("click", () => go(index)));
  const keys = { ArrowLeft: () => step - 1, ArrowRight: () => step + 1, Home: () => 0, End: () => last };
  player.addEventListener("keydown", (event) => {
    if (!keys[event.key] || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(keys[event.key]());
  });
  table.parentElement.before(player);
  dim(rows);
  go(0);
}

// ---- cards of Pods: a link into a closed one opens it, and so does printing

const cards = [...document.querySelectorAll("details.pod")];

function reveal(target) {
  for (let each = target; each; each = each.parentElement?.closest("details")) if (each.tagName === "DETAILS") each.open = true;
}

function follow() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (!target) return;
  reveal(target);
  target.scrollIntoView();
}

// ---- search: Pods by what their cards say of them, with all words that are typed

const SEARCHED = ":scope > summary, header code, .containers th[scope=row], .trace > summary";
const said = new Map();

function words(card) {
  if (!said.has(card)) said.set(card, [...card.querySelectorAll(SEARCHED)].map((each) => each.textContent).join(" ").toLowerCase());
  return said.get(card);
}

function searchable(form) {
  const [input, output] = [form.querySelector("input"), form.querySelector("output")];
  const wanted = () => input.value.toLowerCase().split(/\s+/).filter(Boolean);
  const find = () => {
    const shown = new Set(cards.filter((card) => wanted().every((word) => words(card).includes(word))).map((card) => card.id));
    for (const card of cards) card.hidden = !shown.has(card.id);
    for (const each of document.querySelectorAll("[data-pod]")) each.hidden = !shown.has(each.dataset.pod);
    output.textContent = wanted().length ? `${shown.size} of ${cards.length} Pods${shown.size ? "; Enter opens the first" : ""}` : "";
  };
  const open = () => {
    const card = cards.find((each) => !each.hidden);
    if (!card || !wanted().length) return;
    const inside = [...card.querySelectorAll(".trace")].find((each) =>
      wanted().some((word) => each.querySelector("summary").textContent.toLowerCase().includes(word)));
    reveal(inside ?? card);
    const summary = (inside ?? card).querySelector("summary");
    summary.focus({ preventScroll: true });
    summary.scrollIntoView({ block: "center" });
  };
  input.addEventListener("input", find);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input")) return;
    event.preventDefault();
    input.focus();
  });
  form.hidden = false;
}

document.querySelectorAll("form.search").forEach(searchable);
addEventListener("hashchange", follow);
addEventListener("beforeprint", () => cards.forEach(reveal));
if (cards.length === 1) cards[0].open = true;
document.querySelectorAll("table.sortable").forEach(sortable);
for (const trace of document.querySelectorAll("details.trace")) {
  trace.addEventListener("toggle", () => trace.open && steppable(trace));
  if (trace.open) steppable(trace);
}
follow();
