import { deadEnd } from '../vacuous-app/definition.ts';

export default deadEnd('yes-man', 'Answers 200 with one and the same page to everything');
