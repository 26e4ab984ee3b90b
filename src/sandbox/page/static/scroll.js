// @ts-check

const NEAR = 60;

/**
 * Keeps a scrolling list at its bottom unless the person scrolled up; then a button leads back and counts what is new.
 *
 * @param {HTMLElement} list
 * @param {HTMLElement} button
 */
export function followBottom(list, button) {
  let atBottom = true;
  let missed = 0;
  let height = list.clientHeight;

  const jump = () => {
    list.scrollTop = list.scrollHeight;
    atBottom = true;
    show();
  };
  const show = () => {
    if (atBottom) missed = 0;
    button.hidden = atBottom;
    const count = button.querySelector(".count");
    if (count) count.textContent = missed ? String(missed) : "";
  };

  list.addEventListener("scroll", () => {
    // The list has just become smaller or larger, which nobody scrolled: that is settled below.
    if (list.clientHeight !== height) return;
    atBottom = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
    show();
  });
  button.addEventListener("click", jump);
  // Pictures that load and a composer that grows move the bottom without a message.
  const settle = () => {
    height = list.clientHeight;
    if (atBottom) jump();
  };
  list.addEventListener("load", settle, { capture: true });
  new ResizeObserver(settle).observe(list);

  return {
    jump,
    /** Call before a change; the returned function, called after it, goes back to the bottom or counts. */
    remember() {
      const stay = atBottom;
      return (/** @type {boolean} */ isNew) => {
        if (stay) return jump();
        if (isNew) missed += 1;
        show();
      };
    },
  };
}
