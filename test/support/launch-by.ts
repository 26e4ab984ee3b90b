import type { Credential } from "../../src/domain/credential.ts";
import type { LaunchRequest } from "../../src/domain/launch.ts";
import type { Provider, Receipt, WirePicture } from "../../src/providers/provider.ts";

export interface Wish {
  readonly request: LaunchRequest;
  readonly picture: WirePicture | null;
  readonly region: string | null;
}

/** Launches by a provider as the program does: written out and checked, then sent. */
export async function launchBy(
  provider: Provider,
  { request, picture, region }: Wish,
  credential: Credential,
): Promise<Receipt> {
  return provider.launch({ written: provider.write(request, picture), region }, credential);
}
