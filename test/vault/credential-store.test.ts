import { credentialStoreContract } from "../contracts/credential-store.ts";
import { createMemoryCredentialStore } from "../support/memory-credential-store.ts";

credentialStoreContract("memory", async () => createMemoryCredentialStore());
