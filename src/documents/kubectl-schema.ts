import { boolYaml11Tag, defineScalarTag, FAILSAFE_SCHEMA, mapTag, mergeTag, NOT_RESOLVED, nullYaml11Tag, type Schema, seqTag } from 'js-yaml'

const TAG = 'tag:yaml.org,2002:'
const DIGITS = '0123456789'
const INTEGER = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/
const NOT_IN_JSON = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/

const int = defineScalarTag<number>(`${TAG}int`, {
  implicit: true,
  implicitFirstChars: ['-', '+', ...DIGITS],
  resolve(source) {
    const plain = source.replaceAll('_', '')
    return INTEGER.test(plain) ? integer(plain) : NOT_RESOLVED
  },
  identify: () => false,
})

// Go reads 08 as a float, since it is no octal number.
const float = defineScalarTag<number>(`${TAG}float`, {
  implicit: true,
  implicitFirstChars: ['-', '+', '.', ...DIGITS],
  resolve(source) {
    if (NOT_IN_JSON.test(source)) throw new Error(`${source} cannot be a value of a Kubernetes object: JSON has no such number`)
    const plain = source.startsWith('.') ? source : source.replaceAll('_', '')
    return FLOAT.test(plain) ? Number(plain) : NOT_RESOLVED
  },
  identify: () => false,
})

const asText = (tag: string, matchByTagPrefix = false) =>
  defineScalarTag<string>(tag, { matchByTagPrefix, resolve: (source) => source, identify: () => false })

const binary = defineScalarTag<string>(`${TAG}binary`, {
  resolve: (source) => Buffer.from(source, 'base64').toString('utf8'),
  identify: () => false,
})

/**
 * YAML as kubectl reads it (sigs.k8s.io/yaml over go-yaml v2): the booleans of YAML 1.1, octal numbers with 0 or 0o, underscores in numbers, merge
 * keys; no base 60 and no dates, which stay strings; unknown tags count for nothing.
 */
export const KUBECTL_SCHEMA: Schema = FAILSAFE_SCHEMA.withTags(
  nullYaml11Tag,
  boolYaml11Tag,
  int,
  float,
  mergeTag,
  binary,
  ...['!', TAG].flatMap((tag) => [
    asText(tag, true),
    { ...mapTag, tagName: tag, matchByTagPrefix: true },
    { ...seqTag, tagName: tag, matchByTagPrefix: true },
  ]),
)

function integer(plain: string): number {
  const negative = plain.startsWith('-')
  const digits = plain.replace(/^[-+]/, '')
  const value = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits.toLowerCase())
  return negative && value !== 0 ? -value : value
}
