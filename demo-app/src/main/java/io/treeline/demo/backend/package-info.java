/**
 * The support desk's own systems: accounts, mail, orders, carriers, refunds, and the people.
 *
 * <p>Plain objects instead of remote systems, with a remote system's manners: every call takes some
 * milliseconds, the first one to the mail relay, the carrier and the plan change fails, and the
 * forecast service is down.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.demo.backend.AccountDesk}
 *   <li>{@link io.treeline.demo.backend.OrderDesk}
 *   <li>{@link io.treeline.demo.backend.RefundDesk}
 * </ul>
 */
@NullMarked
package io.treeline.demo.backend;

import org.jspecify.annotations.NullMarked;
