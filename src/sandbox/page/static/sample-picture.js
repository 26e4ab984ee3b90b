// @ts-check

const SIZE = 512;
const SKIES = [
  ["#10264f", "#3f6fe0", "#9fd0ff"],
  ["#3b1458", "#b0468f", "#ffb27a"],
  ["#053b3a", "#148a74", "#b9f2c4"],
  ["#40150f", "#d1552d", "#ffd98a"],
];

/** Paints a small coin on a sky, different each time, so that nobody needs a file to try a launch. @returns {Promise<File>} */
export async function samplePicture() {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const [deep, middle, light] = SKIES[Math.floor(Math.random() * SKIES.length)];
  paintSky(pen, deep, middle);
  paintCoin(pen, deep, light);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  return new File([blob], "sample.png", { type: "image/png" });
}

/** @param {CanvasRenderingContext2D} pen @param {string} deep @param {string} middle */
function paintSky(pen, deep, middle) {
  const sky = pen.createLinearGradient(0, 0, 0, SIZE);
  sky.addColorStop(0, deep);
  sky.addColorStop(1, middle);
  pen.fillStyle = sky;
  pen.fillRect(0, 0, SIZE, SIZE);
  pen.fillStyle = "#ffffffb0";
  for (let star = 0; star < 40; star += 1) {
    const size = 1 + Math.random() * 2.5;
    pen.fillRect(Math.random() * SIZE, Math.random() * SIZE, size, size);
  }
}

/** @param {CanvasRenderingContext2D} pen @param {string} deep @param {string} light */
function paintCoin(pen, deep, light) {
  const middle = SIZE / 2;
  const disc = (/** @type {number} */ radius, /** @type {string} */ colour) => {
    pen.beginPath();
    pen.arc(middle, middle, radius, 0, 2 * Math.PI);
    pen.fillStyle = colour;
    pen.fill();
  };
  disc(172, "#00000040");
  disc(160, light);
  disc(138, deep);
  disc(128, light);
  pen.fillStyle = deep;
  pen.beginPath();
  for (let point = 0; point < 10; point += 1) {
    const radius = point % 2 ? 38 : 88;
    const angle = (point * Math.PI) / 5 - Math.PI / 2;
    pen.lineTo(middle + radius * Math.cos(angle), middle + radius * Math.sin(angle));
  }
  pen.fill();
}
