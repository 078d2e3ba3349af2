// The meeting mode: one slide after another over the whole screen, where the browser lets it; else over
// the whole window. Arrow keys turn, f goes full screen, Escape leaves it and then the mode. A slide that is
// too much for the screen is shown in parts, with its chart and with its table, as many rows as it holds; what is still too long is scrolled first
// by the keys that go down and up.
export default function ({ parentElement, data }) {
  const deck = parentElement.querySelector(".deck");
  const slide = deck.querySelector(".slide");
  const stage = slide.parentElement;
  const place = deck.querySelector("output");
  let part = 0;
  let parts = [{ kind: "" }];
  let at = Math.min(Number(deck.dataset.at || 0), data.slides.length - 1);

  // Rows of the table from one to before another; without a number all of them.
  const draw = ({ kind, from = 0, to = Infinity }) => {
    slide.dataset.part = kind;
    slide.querySelectorAll("tbody tr").forEach((row, place) => { row.hidden = place < from || place >= to; });
  };
  const fits = (wanted) => {
    draw(wanted);
    return stage.scrollHeight <= stage.clientHeight + 1;
  };
  const divided = () => {
    const hasChart = slide.querySelector("figure");
    if (fits({ kind: "" })) return [{ kind: "" }];
    const lists = slide.querySelector(".listed") ? listed(hasChart ? "list" : "") : [];
    if (!hasChart) return lists.length ? lists : [{ kind: "" }];
    return fits({ kind: "chart" }) ? [{ kind: "chart" }, ...lists] : [{ kind: "said" }, { kind: "figure" }, ...lists];
  };
  // As many rows on each screen as it holds, at least one.
  const listed = (kind) => {
    const count = slide.querySelectorAll("tbody tr").length;
    const screens = [];
    for (let from = 0; from < count; ) {
      let to = count;
      while (to > from + 1 && !fits({ kind: screens.length ? "list" : kind, from, to })) to -= 1;
      screens.push({ kind: screens.length ? "list" : kind, from, to });
      from = to;
    }
    return screens;
  };
  const show = (next, wanted = 0) => {
    at = Math.min(Math.max(next, 0), data.slides.length - 1);
    deck.dataset.at = at;
    slide.innerHTML = data.slides[at]; // made by the server, which escapes every word in it
    parts = divided();
    part = Math.min(wanted, parts.length - 1);
    draw(parts[part]);
    stage.scrollTop = 0;
    const half = parts.length > 1 ? ` (${part + 1}/${parts.length})` : "";
    place.textContent = `${at + 1} / ${data.slides.length}${half}`;
  };
  const turn = (step) => {
    if (part + step >= 0 && part + step < parts.length) show(at, part + step);
    else if (at + step >= 0 && at + step < data.slides.length) show(at + step, step < 0 ? Infinity : 0);
  };
  const go = (step) => {
    const before = stage.scrollTop;
    stage.scrollTop += step * 0.8 * stage.clientHeight;
    if (Math.abs(stage.scrollTop - before) < 2) turn(step);
  };
  const again = () => show(at, part);
  const cover = () => {
    if (document.fullscreenElement !== deck && !deck.matches(":popover-open")) deck.showPopover();
    deck.focus();
  };
  const fill = async () => {
    if (deck.matches(":popover-open")) deck.hidePopover();
    try {
      await deck.requestFullscreen();
      deck.focus();
    } catch {
      cover();
    }
  };
  const leave = () => window.location.assign(data.back);

  const acts = {
    ArrowRight: () => turn(1), ArrowDown: () => go(1), PageDown: () => go(1), " ": () => go(1),
    ArrowLeft: () => turn(-1), ArrowUp: () => go(-1), PageUp: () => go(-1),
    Home: () => show(0), End: () => show(data.slides.length - 1), f: fill, Escape: leave,
  };
  const pressed = (event) => {
    const onButton = event.composedPath()[0]?.closest?.("button, a");
    if (event.ctrlKey || event.metaKey || event.altKey || (event.key === " " && onButton)) return;
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  document.addEventListener("keydown", pressed, true);
  document.addEventListener("fullscreenchange", cover);
  window.addEventListener("resize", again);
  deck.querySelector("[data-turn='-1']").onclick = () => turn(-1);
  deck.querySelector("[data-turn='1']").onclick = () => turn(1);
  deck.querySelector("[data-full]").onclick = fill;
  deck.querySelector("a").onclick = (event) => {
    event.preventDefault();
    leave();
  };

  show(at);
  if (navigator.userActivation?.isActive && !document.fullscreenElement) fill();
  else cover();
  return () => {
    document.removeEventListener("keydown", pressed, true);
    document.removeEventListener("fullscreenchange", cover);
    window.removeEventListener("resize", again);
  };
}
