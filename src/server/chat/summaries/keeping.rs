//! What comes of notes beside the notes: facts to remember, and moods. Kept is what the person lets be kept, as it is then.

use adda_protocol::{MemoryId, day};

use super::{Job, Trouble};
use crate::{
    chat::Engine,
    context::{
        self, mood,
        summary::{Answer, Fact, Feeling, Wanted},
    },
    store::{Line, NewMemory, ReadMood},
};

impl Engine {
    /// What may be asked for beside the notes.
    pub(super) async fn wanted(&self, job: Job) -> Result<Wanted, Trouble> {
        let situation = self.store.situation(job.conversation, job.user).await?;
        Ok(situation.map_or_else(Wanted::default, |situation| Wanted {
            facts: context::may_remember(&situation),
            moods: context::may_read_mood(&situation),
        }))
    }

    /// Keeps what these lines say of the person who wrote them, if they still let it.
    pub(super) async fn keep(
        &self,
        job: Job,
        answer: Answer,
        lines: &[Line],
    ) -> Result<(), Trouble> {
        let own: Vec<Option<&Line>> = lines
            .iter()
            .map(|line| (line.author.id == job.user.to_string()).then_some(line))
            .collect();
        let own = |line: usize| own.get(line).copied().flatten();
        let told: Vec<NewMemory> = answer
            .facts
            .into_iter()
            .filter_map(|fact| Some(self.memory(job, own(fact.line)?, fact)))
            .collect();
        let felt: Vec<ReadMood> = answer
            .feelings
            .iter()
            .filter_map(|feeling| read(own(feeling.line)?, feeling))
            .collect();
        if told.is_empty() && felt.is_empty() {
            return Ok(());
        }
        let allowed = self.wanted(job).await?;
        if allowed.facts && !told.is_empty() {
            let (most, at) = (self.context.memories, self.clock.now());
            self.store.add_memories(job.user, told, most, at).await?;
        }
        if allowed.moods && !felt.is_empty() {
            self.store.add_read_moods(job.conversation, job.user, felt).await?;
        }
        Ok(())
    }

    fn memory(&self, job: Job, line: &Line, fact: Fact) -> NewMemory {
        NewMemory {
            id: self.ids.make(MemoryId::new),
            kind: fact.kind,
            text: fact.text,
            from: Some((job.conversation, line.id)),
        }
    }
}

/// English was read when it was written.
fn read(line: &Line, feeling: &Feeling) -> Option<ReadMood> {
    let day = line.at.div_euclid(day::MILLIS);
    let mood = ReadMood { seq: line.seq, day, score: feeling.score };
    (!mood::is_english(&line.text)).then_some(mood)
}
