/** The page's language: the one its address asks for, else the first that the browser likes and we speak. Runs before anything is drawn. */

import { speak, t, whenSpoken } from "./strings.js";

speak([new URLSearchParams(location.search).get("lang"), ...navigator.languages]);
whenSpoken(() => {
  document.documentElement.lang = t.lang;
  document.documentElement.dir = t.dir;
});
