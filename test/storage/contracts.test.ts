import { admissionStoreContract } from "../contracts/admission-store.ts";
import { botStoreContract, conversationStoreContract } from "../contracts/bot-store.ts";
import { credentialStoreContract } from "../contracts/credential-store.ts";
import { draftStoreContract } from "../contracts/draft-store.ts";
import { groupStoreContract } from "../contracts/group-store.ts";
import { imageStoreContract } from "../contracts/image-store.ts";
import { intakeLinkStoreContract } from "../contracts/intake-link-store.ts";
import { launchStoreContract } from "../contracts/launch-store.ts";
import { limitStoreContract } from "../contracts/limit-store.ts";
import { noticeStoreContract } from "../contracts/notice-store.ts";
import { presetStoreContract } from "../contracts/preset-store.ts";
import { offerStoreContract } from "../contracts/offer-store.ts";
import { pauseStoreContract } from "../contracts/pause-store.ts";
import { wishStoreContract } from "../contracts/wish-store.ts";
import { aMigratedUrl, aStorage } from "../support/a-storage.ts";

const engines = {
  "SQLite in memory": async () => aStorage(),
  "SQLite in a file": async () => aStorage(await aMigratedUrl()),
};

for (const [name, open] of Object.entries(engines)) {
  launchStoreContract(name, open);
  draftStoreContract(name, async () => (await open()).drafts);
  groupStoreContract(name, open);
  limitStoreContract(name, open);
  pauseStoreContract(name, open);
  offerStoreContract(name, open);
  presetStoreContract(name, async () => (await open()).presets);
  noticeStoreContract(name, open);
  wishStoreContract(name, open);
  credentialStoreContract(name, async () => (await open()).credentials);
  admissionStoreContract(name, open);
  botStoreContract(name, async () => (await open()).bot);
  intakeLinkStoreContract(name, open);
  conversationStoreContract(name, async () => (await open()).conversations);
  imageStoreContract(name, async () => (await open()).images);
}
