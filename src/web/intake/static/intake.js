// @ts-check

/** @param {string} id @returns {any} */
const byId = (id) => document.getElementById(id);
const words = byId("words").dataset;

/**
 * What lets this page ask: Telegram puts what it signed behind the `#`, a one-time link its token. It stays there until it
 * is of no use any more: a phone reloads the page when somebody comes back from where the key was copied.
 *
 * @returns {Record<string, string> | null}
 */
function readPass() {
  const fragment = location.hash.slice(1);
  const initData = new URLSearchParams(fragment).get("tgWebAppData");
  if (initData) return { initData };
  return /^[\w-]+$/.test(fragment) ? { token: fragment } : null;
}

const pass = readPass();
/** @type {HTMLInputElement | HTMLTextAreaElement | null} */
let field = null;
let busy = false;

await open();

async function open() {
  if (!pass) return end(words.noPass, "wrong");
  const answer = await post("/intake/look", JSON.stringify(pass));
  if (!answer) return end(words.offline, "wrong");
  const { said, question, label, powers, source, form, manyLines } = answer.body;
  if (!answer.ok) return end(said, "wrong");
  if ("initData" in pass) pass.question = question;
  byId("title").textContent = label;
  byId("label").textContent = label;
  byId("powers").textContent = powers;
  byId("source").textContent = source;
  byId("looks").textContent = form;
  field = makeField(manyLines);
  byId("field").append(field, showButton(field));
  byId("state").textContent = "";
  byId("form").hidden = false;
  byId("form").addEventListener("submit", submit);
  field.focus();
}

/** @param {boolean} manyLines A text area, since a field of one line would drop a key file's line breaks. */
function makeField(manyLines) {
  const made = /** @type {any} */ (document.createElement(manyLines ? "textarea" : "input"));
  made.id = "key";
  made.name = "key";
  if (manyLines) made.classList.add("hidden-text");
  else made.type = "password";
  made.autocomplete = "off";
  made.setAttribute("autocapitalize", "off");
  made.setAttribute("autocorrect", "off");
  made.setAttribute("aria-describedby", "looks wrong");
  made.setAttribute("aria-required", "true");
  made.spellcheck = false;
  return made;
}

/** @param {any} shown */
function showButton(shown) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "show";
  button.textContent = words.show ?? "";
  button.setAttribute("aria-controls", "key");
  button.addEventListener("click", () => {
    const hides = button.textContent === words.hide;
    if (shown instanceof HTMLInputElement) shown.type = hides ? "password" : "text";
    else shown.classList.toggle("hidden-text", hides);
    button.textContent = (hides ? words.show : words.hide) ?? "";
  });
  return button;
}

/** @param {Event} event */
async function submit(event) {
  event.preventDefault();
  if (busy || !field) return;
  if (field.value.trim() === "") return complain(words.empty);
  setBusy(true);
  // The key follows the pass's line, so that the bot need not make a string of it.
  const body = new Blob([JSON.stringify(pass), "\n", field.value]);
  const answer = await post("/intake/key", body);
  setBusy(false);
  if (!answer) return complain(words.offline);
  if (answer.ok || answer.status === 410)
    return end(answer.body.said, answer.ok ? "stored" : "wrong");
  complain(answer.body.said);
}

/** @param {boolean} on */
function setBusy(on) {
  busy = on;
  const store = byId("store");
  // Not disabled: that would take the focus away from whoever goes by keyboard.
  store.setAttribute("aria-disabled", String(on));
  store.textContent = on ? words.storing : words.store;
  if (on) complain("");
}

/** @param {string | undefined} said */
function complain(said = "") {
  byId("wrong").textContent = said;
  if (!field) return;
  field.setAttribute("aria-invalid", String(said !== ""));
  if (said !== "") field.focus();
}

/** Nothing more can be done here. @param {string | undefined} said @param {"stored" | "wrong"} how */
function end(said = "", how) {
  if (field) field.value = "";
  byId("form").remove();
  const state = byId("state");
  state.className = how;
  state.textContent = said;
  byId("title").focus();
  history.replaceState(null, "", location.pathname);
}

/**
 * @param {string} path
 * @param {BodyInit} body
 * @returns {Promise<{ ok: boolean, status: number, body: any } | null>} Null when no answer of the bot came.
 */
async function post(path, body) {
  try {
    const headers = { "Content-Type": "application/octet-stream" };
    const answer = await fetch(path, { method: "POST", body, headers, credentials: "omit" });
    return { ok: answer.ok, status: answer.status, body: await answer.json() };
  } catch {
    return null;
  }
}
