// Pasting: the browser gives a textarea bare words only. The formatted text of the clipboard goes into the hidden field
// beside it, as long as nobody types.
const area = document.querySelector("textarea[data-paste]");
const html = document.querySelector("input[data-paste-html]");
if (area && html) {
  area.addEventListener("paste", (event) => {
    const formatted = event.clipboardData?.getData("text/html") ?? "";
    html.value = area.value.trim() ? "" : formatted;
    document.querySelector("[data-paste-said]").hidden = !html.value;
  });
  area.addEventListener("input", (event) => {
    if (event.inputType !== "insertFromPaste") {
      html.value = "";
      document.querySelector("[data-paste-said]").hidden = true;
    }
  });
}
