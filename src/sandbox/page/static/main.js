// @ts-check
import { takeDropsAndPastes } from "./attach.js";
import { mountLog } from "./chat-log.js";
import { mountChats } from "./chats.js";
import { clearComposer, mountComposer } from "./composer.js";
import { byId } from "./dom.js";
import { connect } from "./live.js";
import { mountOverlays } from "./overlays.js";
import { mountPanel } from "./panel.js";
import { mountPeople } from "./people.js";
import { mountTop } from "./top.js";
import { mountTopics } from "./topics.js";

mountTop();
mountPeople();
mountChats();
mountTopics();
mountLog();
mountComposer();
mountOverlays();
mountPanel();
takeDropsAndPastes(byId("input"), clearComposer);
connect();
