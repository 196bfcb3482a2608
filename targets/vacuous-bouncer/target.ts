import { deadEnd } from '../vacuous-app/definition.ts';

export default deadEnd('bouncer', 'Has a proper sign-in form and refuses everybody');
