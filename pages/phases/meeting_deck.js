// The meeting mode: one slide after another over the whole screen, where the browser lets it; else over
// the whole window. Arrow keys turn, f goes full screen, Escape leaves it and then the mode.
export default function ({ parentElement, data }) {
  const deck = parentElement.querySelector(".deck");
  const slide = deck.querySelector(".slide");
  const place = deck.querySelector("output");
  let at = Math.min(Number(deck.dataset.at || 0), data.slides.length - 1);

  const show = (next) => {
    at = Math.min(Math.max(next, 0), data.slides.length - 1);
    deck.dataset.at = at;
    slide.innerHTML = data.slides[at]; // made by the server, which escapes every word in it
    slide.parentElement.scrollTop = 0;
    place.textContent = `${at + 1} / ${data.slides.length}`;
  };
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
    ArrowRight: () => show(at + 1), ArrowDown: () => show(at + 1), PageDown: () => show(at + 1), " ": () => show(at + 1),
    ArrowLeft: () => show(at - 1), ArrowUp: () => show(at - 1), PageUp: () => show(at - 1),
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
  deck.querySelector("[data-turn='-1']").onclick = () => show(at - 1);
  deck.querySelector("[data-turn='1']").onclick = () => show(at + 1);
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
  };
}
