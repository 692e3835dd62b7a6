/**
 * Keeps the page in the part of the window that the phone's keyboard leaves free, by two style variables. Zoomed in with
 * two fingers, the page stays as it is: the user moves about in it.
 */
export function fitToVisibleArea(): void {
  const area = window.visualViewport;
  // Old browsers' lists of what they have say less than the types.
  if (area === null || (area as VisualViewport | undefined) === undefined) return;
  const { style } = document.documentElement;
  const fit = (): void => {
    const zoomed = Math.abs(area.scale - 1) > 0.01;
    const covered = !zoomed && window.innerHeight - area.height > 1;
    style.setProperty('--visible-height', covered ? `${String(area.height)}px` : '100%');
    style.setProperty('--visible-top', covered ? `${String(area.offsetTop)}px` : '0px');
  };
  area.addEventListener('resize', fit);
  area.addEventListener('scroll', fit);
  fit();
}
