import { documentLaws } from './properties.ts';

documentLaws(0.2);
