/** Starts the dashboard. Read `app.js` next. */

import {applyTheme} from './base/theme.js';
import './app.js';

applyTheme();
