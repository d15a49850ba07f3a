use std::collections::VecDeque;

use adda_protocol::{Message, MessageState, ServerFrame, frames::Streaming};
use proptest::{prelude::*, sample::Index};

use super::{
    Need, Timeline,
    fixtures::{Op, Server, conversation_id, event, message_id, page},
};

/// What becomes of the frames on their way.
#[derive(Clone, Debug)]
enum Net {
    Deliver(Index),
    Twice(Index),
    Drop(Index),
}

fn op(retries: bool) -> impl Strategy<Value = Op> {
    let ends = vec![
        MessageState::Complete,
        MessageState::Stopped,
        MessageState::Interrupted,
        MessageState::Failed,
    ];
    let again = if retries { Op::Retry } else { Op::Continue };
    prop_oneof![
        2 => Just(Op::Send),
        6 => "[a-cé€😀]{1,4}".prop_map(Op::Write),
        3 => prop::sample::select(ends).prop_map(Op::End),
        1 => Just(Op::Continue),
        1 => Just(again),
        1 => "[a-z]{1,3}".prop_map(Op::Rename),
    ]
}

fn net() -> impl Strategy<Value = Net> {
    prop_oneof![
        5 => any::<Index>().prop_map(Net::Deliver),
        1 => any::<Index>().prop_map(Net::Twice),
        1 => any::<Index>().prop_map(Net::Drop),
    ]
}

type Story = Vec<(Op, Vec<Net>)>;

fn story(retries: bool) -> impl Strategy<Value = Story> {
    prop::collection::vec((op(retries), prop::collection::vec(net(), 0..4)), 0..40)
}

struct World {
    server: Server,
    timeline: Timeline,
    /// The same, with nothing ever lost.
    fold: Timeline,
    wire: VecDeque<ServerFrame>,
}

impl World {
    fn new() -> Self {
        let timeline = Timeline::from_page(page(Vec::new(), 0));
        Self { server: Server::default(), fold: timeline.clone(), timeline, wire: VecDeque::new() }
    }

    fn step(&mut self, op: &Op) {
        for frame in self.server.step(op) {
            assert_eq!(self.fold.apply(&frame).need, None, "the fold lacks nothing");
            self.wire.push_back(frame);
        }
    }

    fn deliver(&mut self, frame: &ServerFrame) {
        if let Some(Need::Resync { after }) = self.timeline.apply(frame).need {
            self.wire.push_back(self.server.caught(after));
        }
    }

    /// `ordered`: frames are lost, but neither doubled nor overtaken.
    fn carry(&mut self, net: &Net, ordered: bool) {
        let (Net::Deliver(index) | Net::Twice(index) | Net::Drop(index)) = net;
        if self.wire.is_empty() {
            return;
        }
        let place = if ordered { 0 } else { index.index(self.wire.len()) };
        let Some(frame) = self.wire.remove(place) else { return };
        match net {
            Net::Drop(_) => {}
            Net::Twice(_) if !ordered => {
                self.wire.push_back(frame.clone());
                self.deliver(&frame);
            }
            _ => self.deliver(&frame),
        }
    }

    /// Resynchronises, as after a reconnect: what was on the wire is lost.
    fn settle(&mut self) {
        self.wire.clear();
        let conversation = conversation_id();
        let mut need = self.timeline.apply(&ServerFrame::Resync { conversation }).need;
        for _ in 0..=self.server.events.len() {
            let Some(Need::Resync { after }) = need else { break };
            need = self.timeline.apply(&self.server.caught(after)).need;
        }
        assert_eq!(need, None, "it settles");
    }

    fn assert_same(&self) {
        let messages = |timeline: &Timeline| -> Vec<Message> {
            timeline.messages().filter_map(|view| view.message().cloned()).collect()
        };
        assert_eq!(messages(&self.timeline), messages(&self.fold));
        assert_eq!(messages(&self.fold), self.server.messages, "the fold is the truth");
        assert_eq!(self.timeline.conversation(), self.fold.conversation());
        assert_eq!(self.timeline.len(), self.server.messages.len());
    }

    fn run(&mut self, story: &Story, ordered: bool) {
        for (op, nets) in story {
            self.step(op);
            for net in nets {
                self.carry(net, ordered);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn timeline_is_the_plain_fold_after_any_loss_order_and_duplication(story in story(false)) {
        let mut world = World::new();
        world.run(&story, false);
        world.settle();
        world.assert_same();
    }

    #[test]
    fn timeline_is_the_plain_fold_after_any_loss_when_answers_are_written_anew(story in story(true)) {
        let mut world = World::new();
        world.run(&story, true);
        world.settle();
        world.assert_same();
    }

    #[test]
    fn timeline_is_the_plain_fold_once_answers_written_anew_are_complete(story in story(true)) {
        let mut world = World::new();
        world.run(&story, false);
        while world.server.messages.iter().any(|message| message.state.is_open()) {
            world.step(&Op::End(MessageState::Complete));
        }
        world.settle();
        world.assert_same();
    }

    #[test]
    fn text_is_a_prefix_of_the_truth_while_streaming(story in story(false)) {
        let mut world = World::new();
        for (op, nets) in &story {
            world.step(op);
            for net in nets {
                world.carry(net, false);
                for shown in world.timeline.messages().filter_map(|view| view.message()) {
                    let truth = world.server.messages.iter().find(|message| message.id == shown.id);
                    let truth = &truth.unwrap().text;
                    prop_assert!(truth.starts_with(&shown.text), "{:?} in {:?}", shown.text, truth);
                }
            }
        }
    }

    #[test]
    fn changes_told_lead_from_what_was_shown_to_what_is(story in story(true)) {
        use super::Change;
        let mut world = World::new();
        let mut keys = Vec::new();
        world.run(&story, true);
        let mut timeline = Timeline::from_page(page(Vec::new(), 0));
        for after in 0..world.server.events.len() as u64 {
            for change in timeline.apply(&world.server.caught(after)).changes {
                match change {
                    Change::Inserted { key, index } => keys.insert(index, key),
                    Change::Removed(key) => keys.retain(|known| *known != key),
                    Change::Updated(key) => prop_assert!(keys.contains(&key)),
                    Change::Reset | Change::Conversation => {}
                }
            }
            prop_assert_eq!(&keys, &timeline.messages().map(|view| view.key).collect::<Vec<_>>());
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
    let parts = (0_u8..3, near_edges(), near_edges(), "[aé😀]{0,3}", state, 0..6, any::<bool>());
    parts.prop_map(|(number, seq, place, text, state, kind, more)| {
        let message = super::fixtures::message(number, place, state, &text);
        let id = message_id(number);
        match kind {
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
            4 => super::fixtures::delta(number, place, &text),
            _ => ServerFrame::Caught {
                conversation: conversation_id(),
                events: Vec::new(),
                head: seq,
                more,
                streaming: Some(Streaming { message: id, text, reasoning: String::new() }),
            },
        }
    })
}
