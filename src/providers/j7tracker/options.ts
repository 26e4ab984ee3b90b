import type { FeeShare, LaunchOptions } from "../../domain/options.ts";
import { decimal, type Unit } from "../../domain/money.ts";
import { exactNumber } from "../open-body.ts";

/**
 * Our options in j7tracker's words. What is not set is left out, so that the provider's own default holds; the four that
 * carry keys add theirs when the body is written.
 *
 * @see NOTES.md, "Fields"
 */
export function optionFields(options: LaunchOptions, unit: Unit): Record<string, unknown> {
  const { multiDeployBuy, feeShares } = options;
  return {
    ref: options.referral,
    private_desc: options.privateDescription,
    sell_panel_enabled: options.sellPanel,
    image_type: options.imageType,
    multi_deploy: options.multiDeploy,
    multi_deploy_buy_amount:
      multiDeployBuy === undefined ? undefined : exactNumber(decimal(BigInt(multiDeployBuy), unit)),
    anon_wallets: options.anonymousWallets,
    use_vanity_pool: options.vanityPool,
    mayhem_mode: options.mayhem,
    cashback_mode: options.noCreatorFees,
    agent_mode: options.agent,
    buyback_bps: options.buybackBps,
    agent_buyback: options.agentBuyback,
    pump_fee_shareholders: feeShares?.map(shareholder),
    bags_creator_share: options.bagsCreatorBps,
    bags_fee_claimers: options.bagsClaimers,
    bags_config_type: options.bagsConfig,
    bonkers_mode: options.bonkers,
    gwei: options.gwei,
    bnb_currency: options.bnbCurrency,
    bundle: options.bundle,
    auto_sell: options.autoSell,
  };
}

/** Without `type`, a charity's key would count as somebody's wallet. */
function shareholder({ to, who, bps }: FeeShare): Record<string, unknown> {
  switch (to) {
    case "wallet":
      return { address: who, share_bps: bps };
    case "github":
      return { github_username: who, share_bps: bps };
    case "twitter":
      return { twitter_username: who, share_bps: bps };
    case "charity":
      return { type: "charity", address: who, share_bps: bps };
  }
}
