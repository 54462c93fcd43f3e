// What people are to look at: a form for each check that is due.

import { at, make, say } from "./draw.js";
import * as words from "./words.js";

const snoozeMinutes = 15;
const shown = new Map();

// Entries stay while their check is due, so that nobody loses what is half typed.
export function show(checks, kitNow) {
  const due = checks.filter(check => check.state !== "ok");
  at("checks").hidden = checks.length === 0;
  at("checks").dataset.state = words.worst(checks);
  say("checks-sentence", words.checks(checks));
  for (const [id, { entry }] of shown) {
    if (due.some(check => check.id === id)) continue;
    entry.remove();
    shown.delete(id);
  }

  for (const check of due) {
    if (!shown.has(check.id)) {
      shown.set(check.id, form(check));
      at("check-list").append(shown.get(check.id).entry);
    }

    const { entry, status, snooze } = shown.get(check.id);
    const text = words.check(check, kitNow);
    entry.className = check.state;
    snooze.hidden = !check.canSnooze;
    if (status.textContent !== text) status.textContent = text;
  }
}

function form(check) {
  const entry = make("li");
  const head = make("p", "head");
  const status = make("span", "status");
  const fields = make("form");
  const reading = check.unit ? make("input") : choice();
  const by = make("input");
  const record = make("button", "", "Record");
  const snooze = make("button", "quiet", `Ask again in ${snoozeMinutes} min`);
  const message = make("p", "message");
  if (check.unit) {
    reading.inputMode = "decimal";
    reading.size = 8;
    reading.placeholder = words.range(check);
  }

  by.maxLength = 100;
  by.size = 12;
  by.autocomplete = "name";
  by.value = check.assigned ?? "";
  reading.required = by.required = true;
  snooze.type = "button";
  message.role = "alert";
  head.append(make("strong", "", check.name), status);
  fields.append(labelled(check.unit ? `Reading in ${check.unit}` : "All well?", reading), labelled("Your name", by), record, snooze, message);
  entry.append(head, fields);

  const reader = sender(fields, message);
  let doubted = null;
  fields.addEventListener("submit", async event => {
    event.preventDefault();
    const value = check.unit ? Number(reading.value.trim().replace(",", ".")) : reading.value;
    if (Number.isNaN(value)) {
      message.textContent = "This is no number.";
      return;
    }

    // The same reading once more means: it is right.
    const problem = await reader("/api/v1/checks", { check: check.id, reading: value, by: by.value, confirm: value === doubted });
    doubted = problem?.type === "/problems/check-out-of-range" ? value : null;
    if (doubted !== null) message.textContent = words.implausible(check, value);
  });
  snooze.addEventListener("click", () => {
    if (by.reportValidity()) reader(`/api/v1/checks/${encodeURIComponent(check.id)}/snooze`, { by: by.value, minutes: snoozeMinutes });
  });
  return { entry, status, snooze };
}

function choice() {
  const select = make("select");
  for (const [value, text] of [["", "–"], ["ok", "Yes"], ["notOk", "No"]]) {
    const option = make("option", "", text);
    option.value = value;
    select.append(option);
  }

  return select;
}

function labelled(text, field) {
  const label = make("label", "", text);
  label.append(field);
  return label;
}

// Sends once; after a lost answer the same again is the same request.
function sender(fields, message) {
  let sent = { body: "", key: "" };
  return async function send(path, content) {
    const body = JSON.stringify(content);
    if (sent.body !== path + body) sent = { body: path + body, key: `${Date.now()}-${Math.random()}` };
    const buttons = fields.querySelectorAll("button");
    buttons.forEach(button => { button.disabled = true; });
    message.textContent = "";
    try {
      const headers = { "Content-Type": "application/json", "Idempotency-Key": sent.key };
      const response = await fetch(path, { method: "POST", headers, body, signal: AbortSignal.timeout(8000) });
      if (response.ok) {
        sent.body = "";
        return null;
      }

      const problem = await response.json();
      message.textContent = problem.detail ?? problem.title;
      return problem;
    } catch (error) {
      console.info(error.message);
      message.textContent = "The box did not answer. Send it again.";
      return null;
    } finally {
      buttons.forEach(button => { button.disabled = false; });
    }
  };
}
