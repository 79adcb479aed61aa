package blog.platform.database;

import blog.platform.problem.Problem;
import blog.platform.problem.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets requests of one kind that arrive at the same time share a statement: reads by key become one query (batching, also
 * known as a data loader), writes one statement with one commit (group commit).
 *
 * <p>Who comes alone runs at once, on the own thread. Who comes while another's statement is with the database waits for
 * the next one, which begins only then: nobody gets an answer that is older than the question, and nothing is kept. One
 * thread at a time has the turn; when its statement has ended, it passes the turn to the first of those who wait, who
 * asks for all of them. A statement that takes long loses the turn to those who wait.
 *
 * @param <Q> what is asked, or is to be written
 * @param <A> the answer
 */
public final class Batcher<Q, A extends @Nullable Object> {
    private static final Logger LOG = LoggerFactory.getLogger(Batcher.class);
    private static final int MOST = 128;

    /** Statements that share take milliseconds; what takes longer than this waits for somebody else's transaction. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    /** How many statements may run at once where some take long: each holds a connection. */
    private static final int MOST_RUNNING = 3;

    private final Function<? super Q, ? extends A> alone;
    private final Function<? super List<Q>, ? extends List<? extends Supplier<? extends A>>> together;
    private final IntConsumer sizes;
    private final Duration patience;
    private final Deque<Member<Q, A>> waiting = new ArrayDeque<>();

    /** Who has the turn; guarded by those who wait for it, as is the number of statements. */
    private @Nullable Member<Q, A> turn;

    private int running;

    /**
     * @param alone answers one question
     * @param together answers several, in their order, each by what gets or throws the answer on the thread of the one who
     *     asked; where it throws itself, it must have changed nothing, or be safe to repeat. After an outage all are told
     *     of it, and after any other fault each is answered alone: it may be the fault of one of them
     * @param sizes is told how many each statement is for
     */
    Batcher(
            Function<? super Q, ? extends A> alone,
            Function<? super List<Q>, ? extends List<? extends Supplier<? extends A>>> together,
            IntConsumer sizes) {
        this(alone, together, sizes, PATIENCE);
    }

    /** @param patience how long somebody waits before the turn is taken from who has it */
    Batcher(
            Function<? super Q, ? extends A> alone,
            Function<? super List<Q>, ? extends List<? extends Supplier<? extends A>>> together,
            IntConsumer sizes,
            Duration patience) {
        this.alone = alone;
        this.together = together;
        this.sizes = sizes;
        this.patience = patience;
    }

    /** Within a transaction nothing is shared: it has to see its own changes, and to undo them where it fails. */
    public A ask(Q question) {
        if (Transaction.isRunning()) return alone.apply(question);
        var me = new Member<Q, A>(question);
        boolean first;
        synchronized (waiting) {
            first = turn == null;
            if (first) begin(me);
            else waiting.add(me);
        }
        return first ? runAlone(me) : await(me).resolve(this, question);
    }

    private A runAlone(Member<Q, A> me) {
        sizes.accept(1);
        try {
            return alone.apply(me.question());
        } finally {
            passTurn(me);
        }
    }

    private A runTogether(List<Member<Q, A>> batch) {
        sizes.accept(batch.size());
        var outcomes = outcomes(batch.stream().map(Member::question).toList());
        passTurn(batch.getFirst());
        for (int at = 1; at < batch.size(); at++) batch.get(at).tell(outcomes.get(at));
        return outcomes.getFirst().resolve(this, batch.getFirst().question());
    }

    /** Where a statement takes long, since it waits for a lock, one who has waited long enough takes the turn from it. */
    private Outcome<Q, A> await(Member<Q, A> me) {
        while (true) {
            var told = me.await(patience);
            if (told != null) return told;
            synchronized (waiting) {
                if (running < MOST_RUNNING && waiting.remove(me)) {
                    begin(me);
                    return new Turn<>(batchOf(me));
                }
            }
        }
    }

    private void begin(Member<Q, A> member) {
        turn = member;
        running++;
    }

    /** One and others who wait. */
    private List<Member<Q, A>> batchOf(Member<Q, A> first) {
        var batch = new ArrayList<>(List.of(first));
        while (!waiting.isEmpty() && batch.size() < MOST) batch.add(waiting.remove());
        return batch;
    }

    private List<? extends Outcome<Q, A>> outcomes(List<Q> questions) {
        try {
            var answers = together.apply(questions);
            if (answers.size() == questions.size()) {
                return answers.stream().map(answer -> new Answer<Q, A>(answer)).toList();
            }
            throw new IllegalStateException(answers.size() + " answers to " + questions.size() + " questions");
        } catch (Problem problem) {
            // Conflicts may be those of one of them.
            if (problem.kind() == Problem.Kind.BUSY && problem.refusal() != Refusal.CONFLICTS) {
                return Collections.nCopies(questions.size(), new Outage<>(problem));
            }
            LOG.debug("{} are answered each alone", questions.size(), problem);
        } catch (RuntimeException | Error fault) {
            LOG.debug("{} are answered each alone", questions.size(), fault);
        }
        return Collections.nCopies(questions.size(), new Alone<>());
    }

    private void passTurn(Member<Q, A> from) {
        List<Member<Q, A>> batch;
        synchronized (waiting) {
            running--;
            if (turn != from) return;
            turn = null;
            var next = waiting.poll();
            if (next == null) return;
            begin(next);
            batch = batchOf(next);
        }
        batch.getFirst().tell(new Turn<>(batch));
    }

    /** Returns how many wait for the statement that runs to end. */
    int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    /** The end of a wait. */
    private sealed interface Outcome<Q, A extends @Nullable Object> {
        A resolve(Batcher<Q, A> batcher, Q question);
    }

    private record Answer<Q, A extends @Nullable Object>(Supplier<? extends A> answer) implements Outcome<Q, A> {
        @Override
        public A resolve(Batcher<Q, A> batcher, Q question) {
            return answer.get();
        }
    }

    private record Outage<Q, A extends @Nullable Object>(Problem problem) implements Outcome<Q, A> {
        @Override
        public A resolve(Batcher<Q, A> batcher, Q question) {
            throw problem;
        }
    }

    private record Alone<Q, A extends @Nullable Object>() implements Outcome<Q, A> {
        @Override
        public A resolve(Batcher<Q, A> batcher, Q question) {
            return batcher.alone.apply(question);
        }
    }

    /** The turn, for the first of these. */
    private record Turn<Q, A extends @Nullable Object>(List<Member<Q, A>> batch) implements Outcome<Q, A> {
        @Override
        public A resolve(Batcher<Q, A> batcher, Q question) {
            return batch.size() == 1 ? batcher.runAlone(batch.getFirst()) : batcher.runTogether(batch);
        }
    }

    private static final class Member<Q, A extends @Nullable Object> {
        private final Q question;
        private final Thread thread = Thread.currentThread();
        private volatile @Nullable Outcome<Q, A> outcome;

        Member(Q question) {
            this.question = question;
        }

        Q question() {
            return question;
        }

        void tell(Outcome<Q, A> outcome) {
            this.outcome = outcome;
            LockSupport.unpark(thread);
        }

        /** Null when nothing was told for as long as the patience lasts. An interrupt does not end the wait. */
        @Nullable
        Outcome<Q, A> await(Duration patience) {
            boolean interrupted = false;
            long end = System.nanoTime() + patience.toNanos();
            long left;
            while (outcome == null && (left = end - System.nanoTime()) > 0) {
                LockSupport.parkNanos(this, left);
                if (Thread.interrupted()) interrupted = true;
            }
            if (interrupted) Thread.currentThread().interrupt();
            return outcome;
        }
    }
}
