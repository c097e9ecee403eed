// Nothing typed is lost when a session ends in the middle of a form: what was sent is kept in this
// browser tab until the server has shown it again, and put back after signing in.
"use strict";

(() => {
  const main = document.getElementById("content-main");
  const form = main?.querySelector("form[method=post]:not([id])");
  if (!form) return;
  const key = `kept:${location.pathname}`;
  const secret = "csrfmiddlewaretoken";

  form.addEventListener("submit", () => {
    const entries = [...new FormData(form)].filter(
      ([name, value]) => name !== secret && typeof value === "string",
    );
    sessionStorage.setItem(key, JSON.stringify(entries));
  });

  const kept = sessionStorage.getItem(key);
  const answered = main.dataset.method === "POST" || document.querySelector(".messagelist");
  sessionStorage.removeItem(key);
  if (!kept || answered) return;

  const more = document.getElementById("more");
  let changed = 0;
  for (const [name, value] of JSON.parse(kept)) {
    for (let tries = 0; !form.elements[name] && more && tries < 100; tries += 1) more.click();
    const field = form.elements[name];
    if (!field || field.type === "hidden") continue;
    if (field.type === "checkbox") field.checked = true;
    else if (field.value !== value) {
      field.value = value;
      changed += 1;
    }
  }
  if (changed) {
    const note = document.createElement("p");
    note.className = "kept-note";
    note.setAttribute("role", "status");
    note.textContent = "登录已过期时填写的内容没有保存，已经放回来，请核对后保存。";
    form.before(note);
  }
})();
