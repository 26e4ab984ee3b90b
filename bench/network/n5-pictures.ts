import { createPictureFor } from "../../src/launches/wire-picture.ts";
import { writeSubmit } from "../../src/providers/j7tracker/request.ts";
import { sizeOf } from "../../src/providers/open-body.ts";
import { someImages } from "../../test/images/an-intake.ts";
import { aRequest } from "../../test/support/a-launch.ts";
import type { Figure, Goal } from "../frame/goal.ts";
import { aPhoto, SAMPLES } from "./sample-photos.ts";

const MOST_KB = 14;
const BASE64 = 4 / 3;

export const pictures: Goal = {
  id: "N5",
  goal: "a photo of the chat becomes a request's body that leaves in one round trip",
  anchor: "the body with the photo as Telegram hands it on",

  async measure() {
    const { images } = someImages();
    const linkOf = () => Promise.reject(new Error("nothing is hosted here"));
    const pictureFor = createPictureFor({
      bytesOf: (hash) => images.bytesOf(hash),
      hosting: { linkLength: null, linkOf },
    });
    const figures: Figure[] = [];
    for (const [name, detail] of Object.entries(SAMPLES)) {
      const sent = await aPhoto(detail);
      const request = aRequest({ picture: await images.takeIn(sent) });
      const { body } = writeSubmit(request, await pictureFor(request));
      figures.push(
        { name: `${name} photo`, value: sizeOf(body) / 1024, unit: "KB", atMost: MOST_KB },
        { name: `${name} photo as it came`, value: (sent.length * BASE64) / 1024, unit: "KB" },
      );
    }
    return figures;
  },
};
