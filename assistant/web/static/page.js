"use strict";
// The pages work without this: forms are forms and links are links. It adds keys, news of what
// others change, progress while something is written, and a warning before a text is lost.
(() => {
  const body = document.body;
  let dirty = false;

  const say = (text, link) => {
    const news = document.getElementById("news");
    news.textContent = text;
    if (link) {
      const a = document.createElement("a");
      a.href = link;
      a.textContent = "看现在的样子";
      news.append(" ", a);
    }
  };

  document.querySelectorAll("form[data-guard]").forEach((form) => {
    form.addEventListener("input", () => { dirty = true; });
  });
  document.addEventListener("submit", (event) => {
    const ask = event.target.dataset.confirm;
    if (ask && !window.confirm(ask)) { event.preventDefault(); return; }
    dirty = false;
  });
  window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });

  document.addEventListener("keydown", (event) => {
    const at = event.target;
    const typing = at.matches("input, textarea, select");
    if (event.key === "Escape") { at.blur(); return; }
    if (event.key === "Enter" && event.ctrlKey && at.form) { at.form.requestSubmit(); return; }
    if (typing || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    // On a card of a finding its own verbs come first.
    const verb = `[data-key="${CSS.escape(event.key)}"]`;
    const found = at.closest(".cards li")?.querySelector(verb) ?? document.querySelector(verb);
    if (!found || found.disabled) return;
    event.preventDefault();
    const details = found.closest("details");
    if (found.tagName === "SUMMARY") {
      details.open = true;
      (details.querySelector("textarea, input:not([type=hidden])") ?? found).focus();
    } else if (found.tagName === "INPUT") {
      found.focus();
    } else {
      found.click();
    }
  });

  document.querySelectorAll("[data-back]").forEach((link) => {
    link.addEventListener("click", (event) => { event.preventDefault(); history.back(); });
  });

  // Words chosen in the text are quoted as they are, or with the whole sentences that they stand in:
  // the same few words may stand elsewhere too.
  const plain = (range) => {
    const copy = range.cloneContents();
    copy.querySelectorAll(".sign, .tip").forEach((each) => each.remove());
    return copy.textContent;
  };
  const sentence = (paragraph, range) => {
    const before = document.createRange();
    before.selectNodeContents(paragraph);
    const text = plain(before);
    before.setEnd(range.startContainer, range.startOffset);
    const start = plain(before).length;
    if (paragraph.contains(range.endContainer)) before.setEnd(range.endContainer, range.endOffset);
    const end = Math.max(plain(before).length - 1, start);
    const begin = Math.max(...["。", "！", "？"].map((mark) => text.slice(0, start).lastIndexOf(mark)));
    const stop = text.slice(end).search(/[。！？]/);
    return text.slice(begin + 1, stop < 0 ? text.length : end + stop + 1).trim();
  };
  const article = document.querySelector("article.text");
  if (article) {
    document.addEventListener("selectionchange", () => {
      const chosen = window.getSelection();
      const words = chosen.toString().split("\n")[0].trim();
      if (!words || !article.contains(chosen.anchorNode)) return;
      const range = chosen.getRangeAt(0);
      const paragraph = [...article.children].find((each) => each.contains(range.startContainer));
      const quotes = { words, sentence: paragraph ? sentence(paragraph, range) : words };
      document.querySelectorAll("[data-quote]").forEach((each) => { each.value = quotes[each.dataset.quote]; });
    });
  }

  // A browser keeps few connections to one server: only the page that is looked at holds one.
  const listen = (path, hear) => {
    let source = null;
    const turn = () => {
      if (source) source.close();
      source = path && !document.hidden ? new EventSource(path) : null;
      if (source) source.onmessage = (event) => { if (hear(event.data)) { path = ""; turn(); } };
    };
    document.addEventListener("visibilitychange", turn);
    turn();
  };

  const refresh = async (part) => {
    const answer = await fetch(location.pathname);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [old, now] = [document, page].map((each) => each.querySelector(part));
    const at = old.contains(document.activeElement) && document.activeElement.getAttribute("href");
    if (now) old.replaceWith(now);
    if (now && at) now.querySelector(`a[href="${CSS.escape(at)}"]`)?.focus();
  };

  if (body.dataset.events) {
    listen(body.dataset.events, (version) => {
      if (version === body.dataset.version) return;
      body.dataset.version = version;
      if (body.dataset.refresh) refresh(body.dataset.refresh);
      else say("这份初稿在别处改过了。", location.pathname);
    });
  }
  if (body.dataset.job) {
    listen(body.dataset.job, (news) => {
      const job = JSON.parse(news);
      const list = document.getElementById("progress");
      list.replaceChildren(...job.lines.map((line) => {
        const li = document.createElement("li");
        li.textContent = line;
        return li;
      }));
      document.getElementById("failed").textContent = job.error;
      if (job.error) document.getElementById("waiting").hidden = true;
      if (job.target) location.replace(location.pathname);
      return Boolean(job.error || job.target);
    });
  }
})();
