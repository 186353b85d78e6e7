// A picture that somebody chooses: made small in the browser, and without what a camera writes along, such as the place.

const LONGEST_SIDE = 1600; // pixels; a page shows at most 1,280
const QUALITY = 0.82;

/**
 * A chosen file as a small JPEG, { bytes, canvas }: drawn anew, so that nothing of the file but what is seen is left.
 * Fails where the browser cannot read it.
 */
export async function smallPicture(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.width, picture.height].map((side) => Math.max(1, Math.round(side * scale)));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white"; // JPEG knows no transparency
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  return { bytes: new Uint8Array(await blob.arrayBuffer()), canvas };
}

/** The bytes of a picture as text, for a draft, and back. */
export const asText = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
export const fromText = (text) => new Blob([Uint8Array.from(atob(text), (character) => character.charCodeAt(0))]);
