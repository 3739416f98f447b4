import type { Oddity } from '../prediction/oddities/oddity.ts'
import type { Prediction } from '../prediction/prediction.ts'

/** The oddities of one kind that a prediction holds. */
export function odditiesOf<K extends Oddity['oddity']>(prediction: Prediction, oddity: K): Extract<Oddity, { readonly oddity: K }>[] {
  if (!('oddities' in prediction)) return []
  return prediction.oddities.filter((one): one is Extract<Oddity, { readonly oddity: K }> => one.oddity === oddity)
}
