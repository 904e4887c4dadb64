import { type Context, defineSubgraph } from '@cabildo/kit';
import { ChangeSummaryResolver, ChangesResolver, MunicipalityChangeResolver } from './computed/change.resolver.js';
import { CompositeResolver, MunicipalityScoreResolver } from './computed/composite.resolver.js';
import { CorrelationResolver, ValuePairsResolver } from './computed/correlation.resolver.js';
import { RankingEntriesResolver, RankingResolver } from './computed/ranking.resolver.js';
import { RatioEntriesResolver, RatioResolver } from './computed/ratio.resolver.js';
import { IndicatorSummaryResolver, SummaryResolver } from './computed/summary.resolver.js';
import { datasets } from './datasets.js';
import { catalogueAt } from './indicator/catalogue.js';
import { Indicator } from './indicator/indicator.js';
import { IndicatorResolver, SeriesResolver } from './indicator/indicator.resolver.js';
import { Series } from './indicator/series.js';
import { SourcePreference } from './indicator/source-preference.js';
import { Indicators0001Tables } from './migrations/0001-tables.js';
import { Indicators0002ObservationsByTheMillion } from './migrations/0002-observations-by-the-million.js';
import { Indicators0003AStateAtADay } from './migrations/0003-a-state-at-a-day.js';
import { Indicators0004SourcePreferences } from './migrations/0004-source-preferences.js';
import { Observation, ObservationVersion } from './observation/observation.js';
import { ObservationResolver } from './observation/observation.resolver.js';
import { MetropolitanZone } from './place/metropolitan-zone.js';
import { MetropolitanZoneResolver } from './place/metropolitan-zone.resolver.js';
import { MunicipalityResolver } from './place/municipality.resolver.js';
import { StateResolver } from './place/state.resolver.js';
import { IndicatorCodeScalar } from './vocabulary/indicator-code.js';

/** The subgraph of indicators, their observations and the values computed from them. */
export const indicators = defineSubgraph({
  name: 'indicators',
  entities: [Indicator, Series, SourcePreference, Observation],
  versions: [ObservationVersion],
  resolvers: [
    IndicatorResolver,
    SeriesResolver,
    RankingResolver,
    RankingEntriesResolver,
    SummaryResolver,
    IndicatorSummaryResolver,
    ChangeSummaryResolver,
    ChangesResolver,
    CompositeResolver,
    ObservationResolver,
    MunicipalityResolver,
    MunicipalityChangeResolver,
    MunicipalityScoreResolver,
    StateResolver,
    MetropolitanZoneResolver,
    RatioResolver,
    RatioEntriesResolver,
    CorrelationResolver,
    ValuePairsResolver,
  ],
  types: [MetropolitanZone],
  references: {
    Indicator: async ({ code }: { code: string }, { snapshot }: Context) => (await catalogueAt(snapshot)).find(code),
    Municipality: ({ code }: { code: string }) => ({ code }),
    State: ({ code }: { code: string }) => ({ code }),
    MetropolitanZone: (zone: MetropolitanZone) => zone,
  },
  datasets,
  changeFilters: [{ name: 'indicator', type: IndicatorCodeScalar, description: 'Only rows of this indicator.' }],
  migrations: [
    Indicators0001Tables,
    Indicators0002ObservationsByTheMillion,
    Indicators0003AStateAtADay,
    Indicators0004SourcePreferences,
  ],
});
