// @ts-check
import { post } from "./api.js";
import { byId, h } from "./dom.js";
import { icon } from "./icons.js";
import { switchTo } from "./live.js";
import { on, state, unreadIn } from "./state.js";

const SOME_NAMES = ["Dana", "Eli", "Fay", "Gus", "Hana", "Ivo", "Juno", "Kit"];

/** The row of people whose phone one can take. */
export function mountPeople() {
  on("people", draw);
}

function draw() {
  const focused =
    document.activeElement instanceof HTMLElement
      ? document.activeElement.dataset.person
      : undefined;
  byId("people").replaceChildren(...state.people.map(personButton), addButton());
  if (focused) byId("people").querySelector(`[data-person="${focused}"]`)?.focus();
}

/** @param {import("./state.js").Person} person */
function personButton({ id, firstName }) {
  const unread = unreadIn(id);
  return h(
    "button",
    {
      type: "button",
      class: "person",
      "aria-pressed": String(id === state.me),
      "aria-label": `Be ${firstName}${unread ? `, ${unread} unread` : ""}`,
      data: { testid: "person", person: id, name: firstName },
      onclick: () => void switchTo(id),
    },
    h("span", { class: `face face-${id % 6}`, "aria-hidden": "true" }, [...firstName][0]),
    h("span", { class: "person-name" }, firstName),
    unread > 0 && h("span", { class: "badge", "aria-hidden": "true" }, String(unread)),
  );
}

function addButton() {
  return h(
    "button",
    {
      type: "button",
      class: "icon-button add-person",
      "aria-label": "Add a person",
      title: "Add a person",
      data: { testid: "add-person" },
      onclick: askName,
    },
    icon("plus"),
  );
}

function askName() {
  const free =
    SOME_NAMES.find((name) => !state.people.some(({ firstName }) => firstName === name)) ?? "";
  const name = h("input", {
    type: "text",
    maxlength: 64,
    required: true,
    value: free,
    "aria-label": "First name",
    autocomplete: "off",
    data: { testid: "person-name" },
  });
  const sheet = h(
    "dialog",
    { class: "sheet", "aria-label": "Add a person", onclose: () => sheet.remove() },
    h(
      "form",
      { onsubmit: add },
      h("h2", {}, "Add a person"),
      h("p", {}, "They get a phone and a private chat with the bot of their own."),
      name,
      h(
        "div",
        { class: "sheet-buttons" },
        h("button", { type: "button", class: "plain", onclick: () => sheet.close() }, "Cancel"),
        h("button", { type: "submit", class: "filled" }, "Add"),
      ),
    ),
  );
  document.body.append(sheet);
  sheet.showModal();
  name.select();

  /** @param {Event} event */
  async function add(event) {
    event.preventDefault();
    const said = await post("/people", { firstName: name.value });
    if (!said) return;
    sheet.close();
    await switchTo(said.person.id);
  }
}
