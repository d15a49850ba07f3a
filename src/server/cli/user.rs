//! `adda user ...`: what the operator does with accounts, at the server's own database.

use std::sync::Arc;

use adda_protocol::dto::{Password, Role, User};
use clap::{Args, Subcommand};

use super::{CliError, Console, console::generate_password};
use crate::{auth::Accounts, config::Config, ids::Ids, services::Ground};

#[derive(Debug, Subcommand)]
pub(super) enum UserCommand {
    /// Make an account, also where registration is closed; a server's first is its administrator
    #[command(after_help = "Examples:\n  \
        adda user create ada@example.org --name 'Ada Lovelace'\n  \
        adda user create ada@example.org --admin --generate")]
    Create {
        email: String,
        /// Display name [default: what stands before the @]
        #[arg(long, default_value = "", hide_default_value = true)]
        name: String,
        /// Make it an administrator
        #[arg(long)]
        admin: bool,
        #[command(flatten)]
        password: PasswordArgs,
    },
    /// List all accounts, oldest first: role, e-mail, name, id
    List,
    /// Make an account an administrator
    Promote { email: String },
    /// Set a new password and sign the account out everywhere
    ResetPassword {
        email: String,
        #[command(flatten)]
        password: PasswordArgs,
    },
    /// Delete an account with its conversations and everything else in it
    Delete {
        email: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Debug, Args)]
pub(super) struct PasswordArgs {
    /// Make a password and print it, instead of asking (or reading one line of standard input)
    #[arg(long)]
    generate: bool,
}

impl UserCommand {
    pub async fn run(self, config: &Config, console: &mut Console) -> Result<(), CliError> {
        let ground = Ground::open(config).await?;
        // Nobody watches this process; a running server finds the sessions ended at the next request.
        let accounts = ground.accounts(Arc::default(), config);
        let done = self.on(&accounts, &ground.ids, console).await;
        ground.store.close().await;
        done
    }

    async fn on(
        self,
        accounts: &Accounts,
        ids: &Ids,
        console: &mut Console,
    ) -> Result<(), CliError> {
        match self {
            Self::Create { email, name, admin, password: how } => {
                let password = how.get(ids, console)?;
                let mut user = accounts.create_account(&email, &name, &password).await?;
                if admin {
                    accounts.set_role(&user, Role::Admin).await?;
                    user.role = Role::Admin;
                }
                let role = if user.role == Role::Admin { " as an administrator" } else { "" };
                console.say(&format!("Made the account {}{role}.", user.email))?;
                how.tell(&password, console)
            }
            Self::List => {
                accounts.accounts().await?.iter().try_for_each(|user| console.say(&line(user)))
            }
            Self::Promote { email } => {
                let user = existing(accounts, &email).await?;
                accounts.set_role(&user, Role::Admin).await?;
                console.say(&format!("{} is an administrator now.", user.email))
            }
            Self::ResetPassword { email, password: how } => {
                let user = existing(accounts, &email).await?;
                let password = how.get(ids, console)?;
                accounts.reset_password(&user, &password).await?;
                let done = "has a new password and is signed out everywhere.";
                console.say(&format!("{} {done}", user.email))?;
                how.tell(&password, console)
            }
            Self::Delete { email, yes } => delete(accounts, &email, yes, console).await,
        }
    }
}

fn line(user: &User) -> String {
    let role = if user.role == Role::Admin { "admin" } else { "member" };
    format!("{role:6}  {}  {}  {}", user.email, user.name, user.id)
}

async fn delete(
    accounts: &Accounts,
    email: &str,
    yes: bool,
    console: &mut Console,
) -> Result<(), CliError> {
    let user = existing(accounts, email).await?;
    let question = format!("Delete {} and all its conversations? Type yes:", user.email);
    if !yes && !console.confirm(&question, "yes")? {
        return Err(CliError::Input(
            "Nothing was deleted; --yes deletes without asking.".to_owned(),
        ));
    }
    accounts.delete_account_of(&user).await?;
    console.say(&format!("Deleted {} with everything in it.", user.email))
}

async fn existing(accounts: &Accounts, email: &str) -> Result<User, CliError> {
    let found = accounts.account(email).await?;
    found.ok_or_else(|| {
        CliError::Input(format!("There is no account {email}; see `adda user list`."))
    })
}

impl PasswordArgs {
    fn get(&self, ids: &Ids, console: &mut Console) -> Result<Password, CliError> {
        if self.generate { Ok(generate_password(ids)) } else { console.new_password() }
    }

    /// Tells a generated password, once it is the account's.
    fn tell(&self, password: &Password, console: &mut Console) -> Result<(), CliError> {
        if self.generate { console.say(&format!("Password: {}", password.0)) } else { Ok(()) }
    }
}
