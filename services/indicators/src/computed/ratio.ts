import {
  connectionOf,
  MunicipalityCodeScalar,
  PeriodScalar,
  SOURCES_OF_VALUE,
  Source,
  type Sources,
} from '@cabildo/kit';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Indicator } from '../indicator/indicator.js';
import { Municipality } from '../place/municipality.js';
import { MUNICIPALITY, MUNICIPALITY_CODE } from '../vocabulary/descriptions.js';
import { Rank, rank } from './rank.js';
import { knownValues, type Slice, sourcesOfSlices } from './slice.js';
import { sum, withoutNoise } from './statistics.js';

@ObjectType({ description: 'The ratio of two indicators in a municipality.' })
export class MunicipalityRatio {
  @Field(() => Rank, { description: 'The rank of the municipality, by the polarity of the numerator.', simple: true })
  rank!: Rank;

  @Field(() => MunicipalityCodeScalar, { description: MUNICIPALITY_CODE, simple: true })
  municipalityCode!: string;

  @Field(() => Municipality, { nullable: true, description: MUNICIPALITY, simple: true })
  municipality!: Municipality;

  @Field(() => Float, { description: 'The ratio: numerator divided by denominator, times `per`.', simple: true })
  value!: number;

  @Field(() => Float, { description: 'The value of the numerator.', simple: true })
  numeratorValue!: number;

  @Field(() => Float, { description: 'The value of the denominator.', simple: true })
  denominatorValue!: number;
}

@ObjectType({ description: 'A page of ratios.' })
export class MunicipalityRatioConnection extends connectionOf(MunicipalityRatio) {}

@ObjectType({ description: 'The ratio of two indicators over municipalities, such as crimes per 10,000 inhabitants.' })
export class IndicatorRatio {
  @Field(() => Indicator, { description: 'The indicator that is divided.', simple: true })
  numerator!: Indicator;

  @Field(() => Indicator, { description: 'The indicator that divides.', simple: true })
  denominator!: Indicator;

  @Field(() => Float, { description: 'The factor of the ratio: 10000 for values per 10,000.', simple: true })
  per!: number;

  @Field(() => PeriodScalar, { description: 'The period of the numerator.', simple: true })
  numeratorPeriod!: string;

  @Field(() => PeriodScalar, { description: 'The period of the denominator.', simple: true })
  denominatorPeriod!: string;

  @Field(() => Float, {
    nullable: true,
    description:
      'The ratio over all municipalities with both values; null if there are none or an indicator is not summable.',
    simple: true,
  })
  overall!: number | null;

  @Field(() => Int, {
    description: 'Number of municipalities with both values and a denominator above 0.',
    simple: true,
  })
  knownCount!: number;

  @Field(() => [Source], { description: SOURCES_OF_VALUE, simple: true })
  sources!: Source[];

  /** All ratios, position 1 first. */
  ranked!: MunicipalityRatio[];
}

export interface RatioTerms {
  numerator: Indicator;
  denominator: Indicator;
  per: number;
}

export function ratioOf(terms: RatioTerms, above: Slice, below: Slice, sources: Sources): IndicatorRatio {
  const { numerator, denominator, per } = terms;
  const divisors = knownValues(below);
  const pairs = [...knownValues(above)].flatMap(([code, value]) => {
    const divisor = divisors.get(code);
    return divisor === undefined || divisor <= 0 ? [] : [{ code, value, divisor }];
  });
  const byCode = new Map(pairs.map((pair) => [pair.code, pair]));
  const values = pairs.map(({ code, value, divisor }) => [code, withoutNoise((per * value) / divisor)] as const);
  const canSum = numerator.isSummable && denominator.isSummable && pairs.length > 0;
  const total = (pick: (pair: (typeof pairs)[number]) => number) => sum(pairs.map(pick));
  return {
    ...terms,
    numeratorPeriod: above.period,
    denominatorPeriod: below.period,
    overall: canSum ? withoutNoise((per * total(({ value }) => value)) / total(({ divisor }) => divisor)) : null,
    knownCount: pairs.length,
    sources: sourcesOfSlices(sources, above, below),
    ranked: rank(values, numerator.polarity).map(({ municipalityCode, value, rank }) => ({
      rank,
      municipalityCode,
      municipality: { code: municipalityCode },
      value,
      numeratorValue: byCode.get(municipalityCode)!.value,
      denominatorValue: byCode.get(municipalityCode)!.divisor,
    })),
  };
}
