//! A pool of connections to nowhere.

use super::*;
use futures::future::join_all;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};

/// What happened to connections, which are numbers.
#[derive(Default)]
struct Nowhere {
    made: AtomicUsize,
    tested: AtomicUsize,
    closed: AtomicUsize,
    is_down: AtomicBool,
}

struct Fake(Arc<Nowhere>);

struct Line {
    number: usize,
    is_busy: bool,
    to: Arc<Nowhere>,
}

impl Connector for Fake {
    type Connection = Line;

    async fn connect(&self) -> Result<Line> {
        tokio::task::yield_now().await;
        self.connect_once().await
    }

    async fn connect_once(&self) -> Result<Line> {
        if self.0.is_down.load(SeqCst) {
            return Err(Error::unavailable("nowhere is away"));
        }
        let number = self.0.made.fetch_add(1, SeqCst) + 1;
        Ok(Line {
            number,
            is_busy: false,
            to: self.0.clone(),
        })
    }

    async fn is_alive(line: &mut Line) -> bool {
        line.to.tested.fetch_add(1, SeqCst);
        !line.to.is_down.load(SeqCst)
    }

    fn is_at_rest(line: &Line) -> bool {
        !line.is_busy
    }

    async fn close(line: Line) {
        line.to.closed.fetch_add(1, SeqCst);
    }
}

fn pool(limits: Limits) -> (Arc<Connections<Fake>>, Arc<Nowhere>) {
    let nowhere = Arc::new(Nowhere::default());
    (Arc::new(Connections::new(Fake(nowhere.clone()), limits)), nowhere)
}

async fn is_soon(what: impl Fn() -> bool) -> bool {
    for _ in 0..400 {
        if what() {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    false
}

#[tokio::test]
async fn what_was_used_last_is_lent_first_and_without_a_test() -> Result<()> {
    let (pool, nowhere) = pool(Limits::of(3));
    let (one, two) = (pool.lend().await?, pool.lend().await?);
    one.give_back();
    two.give_back();
    for _ in 0..5 {
        let lent = pool.lend().await?;
        assert_eq!(lent.number, 2);
        lent.give_back();
    }
    assert_eq!((nowhere.made.load(SeqCst), nowhere.tested.load(SeqCst)), (2, 0));
    assert_eq!(pool.count(), 2);
    Ok(())
}

#[tokio::test]
async fn only_what_is_given_back_is_lent_again() -> Result<()> {
    let (pool, _) = pool(Limits::of(1));
    drop(pool.lend().await?);
    assert_eq!(pool.count(), 0);
    let lent = pool.lend().await?;
    assert_eq!(lent.number, 2);
    let panicked = blocking::spawn::<()>(async move {
        let _lent = lent;
        panic!("a unit went wrong");
    });
    assert!(panicked.await.is_err());
    let lent = pool.lend().await?;
    assert_eq!(lent.number, 3);
    let cancelled = tokio::spawn(async move {
        let _lent = lent;
        std::future::pending::<()>().await;
    });
    tokio::task::yield_now().await;
    cancelled.abort();
    let mut lent = pool.lend().await?;
    assert_eq!(lent.number, 4);
    lent.is_busy = true;
    lent.give_back();
    assert_eq!(pool.lend().await?.number, 5);
    Ok(())
}

#[tokio::test]
async fn doubted_and_long_idle_connections_are_tested() -> Result<()> {
    let (doubting, nowhere) = pool(Limits::of(2));
    doubting.lend().await?.give_back_doubted();
    doubting.lend().await?.give_back();
    assert_eq!(nowhere.tested.load(SeqCst), 1);
    doubting.distrust();
    doubting.lend().await?.give_back();
    assert_eq!(nowhere.tested.load(SeqCst), 2);

    let (pool, nowhere) = pool(Limits {
        trusted_for: Duration::ZERO,
        ..Limits::of(2)
    });
    let (one, two) = (pool.lend().await?, pool.lend().await?);
    one.give_back();
    two.give_back();
    nowhere.is_down.store(true, SeqCst);
    assert!(pool.lend_at_once().await.is_err());
    assert_eq!((nowhere.tested.load(SeqCst), pool.count()), (2, 0));
    nowhere.is_down.store(false, SeqCst);
    assert_eq!(pool.lend().await?.number, 3);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_wait_are_served_and_never_more_are_made() -> Result<()> {
    for most in [1, 3] {
        let (pool, nowhere) = pool(Limits::of(most));
        let units = (0..50).map(|unit| {
            let pool = pool.clone();
            tokio::spawn(async move {
                for round in 0..20 {
                    let lent = pool.lend().await?;
                    tokio::task::yield_now().await;
                    match (unit + round) % 5 {
                        0 => lent.give_back_doubted(),
                        _ => lent.give_back(),
                    }
                }
                Ok::<_, Error>(())
            })
        });
        for unit in join_all(units).await {
            unit.map_err(|e| Error::internal(e.to_string()))??;
        }
        assert!(nowhere.made.load(SeqCst) <= most, "{}", nowhere.made.load(SeqCst));
        assert_eq!(pool.count(), nowhere.made.load(SeqCst));
    }
    Ok(())
}

#[tokio::test]
async fn who_stops_waiting_takes_nothing_along() -> Result<()> {
    let (pool, _) = pool(Limits::of(1));
    let lent = pool.lend().await?;
    assert!(timeout(Duration::from_millis(1), pool.lend()).await.is_err());
    lent.give_back();
    assert_eq!(pool.lend().await?.number, 1);
    Ok(())
}

#[tokio::test]
async fn worn_connections_are_closed() -> Result<()> {
    let at_once = Duration::ZERO;
    for limits in [
        Limits {
            kept_for: at_once,
            ..Limits::of(2)
        },
        Limits {
            lifetime: Some(at_once),
            ..Limits::of(2)
        },
    ] {
        let (pool, nowhere) = pool(limits);
        for _ in 0..3 {
            pool.lend().await?.give_back();
            assert_eq!(pool.count(), 0, "{limits:?}");
        }
        assert!(is_soon(|| nowhere.closed.load(SeqCst) == 3).await, "{limits:?}");
    }
    Ok(())
}

#[tokio::test]
async fn idle_connections_are_closed_without_a_call() -> Result<()> {
    let soon = Duration::from_millis(20);
    for limits in [
        Limits {
            kept_for: soon,
            ..Limits::of(2)
        },
        Limits {
            lifetime: Some(soon),
            ..Limits::of(2)
        },
    ] {
        let (pool, nowhere) = pool(limits);
        for closed in 1..3 {
            pool.lend().await?.give_back();
            assert!(
                is_soon(|| nowhere.closed.load(SeqCst) == closed).await,
                "{limits:?}"
            );
            assert_eq!(pool.count(), 0);
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_end_of_a_pool_is_that_of_its_connections() -> Result<()> {
    let (pool, nowhere) = pool(Limits::of(2));
    let (idle, lent) = (pool.lend().await?, pool.lend().await?);
    idle.give_back();
    drop(pool);
    assert_eq!(nowhere.closed.load(SeqCst), 0);
    lent.give_back();
    assert!(is_soon(|| nowhere.closed.load(SeqCst) == 2).await);
    Ok(())
}
