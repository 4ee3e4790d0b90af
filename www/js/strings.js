/** The language of the interface. Every word a reader sees comes from here. */
export { en as t } from "./strings/en.js";
