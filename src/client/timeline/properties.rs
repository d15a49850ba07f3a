use std::collections::VecDeque;

use adda_protocol::{
    AuthorKind, Message, MessageId, MessageState, ServerFrame, dto::Chosen, frames::Streaming,
};
use proptest::{prelude::*, sample::Index};

use super::{
    Change, Key, Need, Timeline,
    fixtures::{Op, Server, conversation_id, event, message_id, page},
};

/// What becomes of the frames on their way.
#[derive(Clone, Debug)]
enum Net {
    Deliver(Index),
    Twice(Index),
    Drop(Index),
    /// The page is read anew, with or without the text so far, while frames are on their way.
    Reopen(bool),
}

fn op() -> impl Strategy<Value = Op> {
    let ends = vec![
        MessageState::Complete,
        MessageState::Stopped,
        MessageState::Interrupted,
        MessageState::Failed,
    ];
    prop_oneof![
        2 => Just(Op::Send),
        6 => "[a-cé€😀]{1,4}".prop_map(Op::Write),
        3 => prop::sample::select(ends).prop_map(Op::End),
        1 => Just(Op::Continue),
        2 => Just(Op::Retry),
        1 => "[a-z]{1,3}".prop_map(Op::Rename),
        1 => any::<Index>().prop_map(Op::Edit),
        1 => any::<Index>().prop_map(Op::Again),
        2 => any::<Index>().prop_map(Op::Choose),
        1 => any::<Index>().prop_map(Op::Erase),
    ]
}

fn net() -> impl Strategy<Value = Net> {
    prop_oneof![
        5 => any::<Index>().prop_map(Net::Deliver),
        1 => any::<Index>().prop_map(Net::Twice),
        1 => any::<Index>().prop_map(Net::Drop),
        1 => any::<bool>().prop_map(Net::Reopen),
    ]
}

type Story = Vec<(Op, Vec<Net>)>;

fn story() -> impl Strategy<Value = Story> {
    prop::collection::vec((op(), prop::collection::vec(net(), 0..4)), 0..40)
}

struct World {
    server: Server,
    timeline: Timeline,
    /// The same, with nothing ever lost.
    fold: Timeline,
    wire: VecDeque<ServerFrame>,
    /// A page was asked for.
    asked: bool,
}

impl World {
    fn new() -> Self {
        let timeline = Timeline::from_page(page(Vec::new(), 0));
        let (server, fold) = (Server::default(), timeline.clone());
        Self { server, fold, timeline, wire: VecDeque::new(), asked: false }
    }

    fn step(&mut self, op: &Op) {
        for frame in self.server.step(op) {
            assert_eq!(self.fold.apply(&frame).need, None, "the fold lacks nothing");
            self.wire.push_back(frame);
        }
    }

    fn deliver(&mut self, frame: &ServerFrame) {
        match self.timeline.apply(frame).need {
            Some(Need::Resync { after }) => self.catch_up(after),
            // It is slow to come.
            Some(Need::Page) => self.asked = true,
            None => {}
        }
    }

    fn catch_up(&mut self, after: u64) {
        self.wire.push_back(self.server.caught(after));
        self.wire.extend(self.server.chosen());
    }

    fn carry(&mut self, net: &Net) {
        match net {
            Net::Deliver(index) => {
                if let Some(frame) = self.take(*index) {
                    self.deliver(&frame);
                }
            }
            Net::Twice(index) => {
                if let Some(frame) = self.take(*index) {
                    self.wire.push_back(frame.clone());
                    self.deliver(&frame);
                }
            }
            Net::Drop(index) => drop(self.take(*index)),
            Net::Reopen(with_text) => {
                let mut page = self.server.page(*with_text, None);
                page.conversation = self.fold.conversation().clone();
                self.timeline = Timeline::from_page(page);
                self.asked = false;
                self.catch_up(self.timeline.last_seq());
            }
        }
    }

    fn take(&mut self, index: Index) -> Option<ServerFrame> {
        if self.wire.is_empty() { None } else { self.wire.remove(index.index(self.wire.len())) }
    }

    /// Resynchronises, as after a reconnect: what was on the wire is lost. Then the reader goes up to the beginning.
    fn settle(&mut self) {
        self.wire.clear();
        let conversation = conversation_id();
        let mut need = self.timeline.apply(&ServerFrame::Resync { conversation }).need;
        for _ in 0..=self.server.events.len() {
            let Some(Need::Resync { after }) = need else { break };
            need = self.timeline.apply(&self.server.caught(after)).need;
        }
        let chosen = self.server.chosen().and_then(|frame| self.timeline.apply(&frame).need);
        for need in [need, chosen] {
            assert!(matches!(need, None | Some(Need::Page)), "it settles");
            self.asked |= need.is_some();
        }
        if self.asked {
            self.timeline.add(self.server.page(true, None));
        }
        for _ in 0..=self.server.messages.len() {
            let Some(before) = self.timeline.before() else { break };
            self.timeline.prepend(self.server.page(true, Some(before)));
        }
        assert_eq!(self.timeline.before(), None, "it comes to the beginning");
    }

    fn assert_same(&self) {
        let path = |timeline: &Timeline| -> Vec<(Message, Vec<MessageId>)> {
            let versions = |of: &[(u64, MessageId)]| of.iter().map(|(_, id)| *id).collect();
            let shown = timeline.messages();
            shown.filter_map(|it| Some((it.message()?.clone(), versions(it.versions)))).collect()
        };
        assert_eq!(path(&self.fold), self.server.path(), "the fold is the truth");
        assert_eq!(path(&self.timeline), path(&self.fold));
        assert_eq!(self.timeline.conversation(), self.fold.conversation());
        assert_eq!(self.timeline.len(), self.server.path().len());
    }

    fn run(&mut self, story: &Story) {
        for (op, nets) in story {
            self.step(op);
            for net in nets {
                self.carry(net);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn timeline_is_the_plain_fold_after_any_loss_order_and_duplication(story in story()) {
        let mut world = World::new();
        world.run(&story);
        world.settle();
        world.assert_same();
    }

    #[test]
    fn text_is_never_of_another_run_than_the_log_says(story in story()) {
        let mut world = World::new();
        for (op, nets) in &story {
            world.step(op);
            for net in nets {
                world.carry(net);
                let at = world.timeline.last_seq();
                for shown in world.timeline.messages().filter_map(|view| view.message()) {
                    if shown.author.kind == AuthorKind::Ai {
                        let truth = world.server.written(shown.id, at).unwrap();
                        prop_assert!(truth.starts_with(&shown.text), "{:?} in {truth:?}", shown.text);
                    }
                }
            }
        }
    }

    #[test]
    fn changes_told_lead_from_what_was_shown_to_what_is(story in story()) {
        let shown = |timeline: &Timeline| timeline.messages().map(|view| view.key).collect();
        let (mut server, mut keys): (_, Vec<Key>) = (Server::default(), Vec::new());
        let mut timeline = Timeline::from_page(page(Vec::new(), 0));
        for frame in story.iter().flat_map(|(op, _)| server.step(op)).collect::<Vec<_>>() {
            for change in timeline.apply(&frame).changes {
                match change {
                    Change::Inserted { key, index } => keys.insert(index, key),
                    Change::Removed(key) => keys.retain(|known| *known != key),
                    Change::Updated(key) => prop_assert!(keys.contains(&key)),
                    Change::Reset => keys = shown(&timeline),
                    Change::Conversation => {}
                }
            }
            prop_assert_eq!(&keys, &shown(&timeline));
        }
    }

    #[test]
    fn timeline_never_panics_on_arbitrary_frames(frames in prop::collection::vec(frame(), 0..30)) {
        let mut timeline = Timeline::from_page(page(Vec::new(), 0));
        for frame in &frames {
            timeline.apply(frame);
            prop_assert_eq!(timeline.messages().count(), timeline.len());
        }
    }
}

fn near_edges() -> impl Strategy<Value = u64> {
    prop_oneof![0_u64..6, Just(u64::MAX), Just(u64::MAX - 1)]
}

/// Frames no server sends.
fn frame() -> impl Strategy<Value = ServerFrame> {
    use adda_protocol::{EventBody, events::Completed};
    let state = prop::sample::select(vec![
        MessageState::Complete,
        MessageState::Pending,
        MessageState::Streaming,
    ]);
    let other = prop::option::of(0_u8..3);
    let parts = (0_u8..3, near_edges(), near_edges(), "[aé😀]{0,3}", state, 0..7, other);
    parts.prop_map(|(number, seq, place, text, state, kind, other)| {
        let (id, other, more) = (message_id(number), other.map(message_id), other.is_some());
        let message = super::fixtures::message(number, place, state, &text);
        let message = Message { parent: other, ..message };
        match kind {
            6 if more => event(seq, EventBody::MessageDeleted { message: id }),
            0 | 1 => event(seq, EventBody::MessageCreated { message }),
            2 => event(seq, EventBody::MessageStarted { message: id, kept: place, model: text }),
            3 => event(
                seq,
                EventBody::MessageCompleted(Completed {
                    message: id,
                    text,
                    reasoning: None,
                    state,
                    usage: None,
                    cost: None,
                    receipt: None,
                    error: None,
                }),
            ),
            5 => {
                let (conversation, chosen) =
                    (conversation_id(), Chosen { leaf: other, apart: false, version: seq });
                ServerFrame::Chosen { conversation, chosen }
            }
            4 => super::fixtures::delta(number, seq, place, &text),
            _ => ServerFrame::Caught {
                conversation: conversation_id(),
                events: Vec::new(),
                head: seq,
                more,
                streaming: Some(Streaming {
                    message: id,
                    run: place,
                    text,
                    reasoning: String::new(),
                }),
                also: Vec::new(),
            },
        }
    })
}
