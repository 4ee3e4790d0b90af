//! Floor 6: the face to JavaScript. The only file that names wasm_bindgen, web_sys and serde_wasm_bindgen.
